import { problemWords } from './read-words';
import { AnyCondition, ToolRules } from './schema';

/** Unknown keys of one object that are told; as many as problems of a document. */
const KEYS_MAX = 1_000;

type Issue = {
  code: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
  errors?: Issue[][];
  issues?: Issue[];
  note?: string;
};

/** `what`: to follow "This", unless it is a sentence. */
export type Misfit = { keys: readonly PropertyKey[]; what: string };

/** All that is wrong by one schema issue: unknown keys one by one, a choice by what was meant, all of an unknown operator. */
export function misfitsOf(issue: Issue, value: unknown): Misfit[] {
  const { code, path, keys, issues, note } = issue;
  if (code === 'unrecognized_keys' && keys) {
    return keys
      .slice(0, KEYS_MAX)
      .map((key) => ({ keys: [...path, key], what: `The key ${JSON.stringify(key)} is not known here.` }));
  }
  if (code === 'invalid_key' && issues) {
    const names = issues.map(({ message }) => ({ keys: path, what: `name ${message}` }));
    return [...names, ...misfitsAt(path, value, ToolRules)];
  }
  const meant = issue.errors?.find(isOfRightType);
  if (meant) return meant.flatMap((one) => misfitsOf({ ...one, path: [...path, ...one.path] }, value));
  const own = { keys: path, what: issue.message };
  return note === undefined ? [own] : [own, ...misfitsAt(path.slice(0, -1), value, AnyCondition)];
}

/** The branch of a choice whose type the value has: what is wrong there is what is wrong. */
function isOfRightType(branch: Issue[]): boolean {
  return branch.every(({ code, path, errors }) => {
    if (path.length > 0) return true;
    return errors ? errors.some(isOfRightType) : code !== 'invalid_type' && code !== 'invalid_value';
  });
}

/** What else is wrong where the schema stops at one thing: a condition by its operator, an entry by its name. */
function misfitsAt(path: PropertyKey[], value: unknown, schema: typeof AnyCondition | typeof ToolRules): Misfit[] {
  const part = path.reduce((whole: unknown, key) => (isObject(whole) ? Reflect.get(whole, key) : undefined), value);
  const { error } = schema.safeParse(part, { error: problemWords });
  return (error?.issues ?? []).flatMap((one: Issue) => misfitsOf({ ...one, path: [...path, ...one.path] }, value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
