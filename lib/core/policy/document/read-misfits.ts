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

/** The key that was meant by an unknown one at a place, if any is near. */
export type KeyMeant = (path: readonly PropertyKey[], key: string, taken: object) => string | null;

/** All that is wrong by one schema issue: unknown keys one by one, a choice by what was meant, all of an unknown operator. */
export function misfitsOf(issue: Issue, value: unknown, keyMeant: KeyMeant = () => null): Misfit[] {
  const { code, path, keys, issues, note } = issue;
  if (code === 'unrecognized_keys' && keys) {
    const at = partAt(path, value);
    return keys.slice(0, KEYS_MAX).map((key) => {
      const meant = isObject(at) ? keyMeant(path, key, at) : null;
      const question = meant === null ? '' : ` Did you mean ${JSON.stringify(meant)}?`;
      return { keys: [...path, key], what: `The key ${JSON.stringify(key)} is not known here.${question}` };
    });
  }
  if (code === 'invalid_key' && issues) {
    const names = issues.map(({ message }) => ({ keys: path, what: `name ${message}` }));
    return [...names, ...misfitsAt(path, value, ToolRules, keyMeant)];
  }
  const [meant] = issue.errors?.filter(isOfRightType).sort((one, other) => one.length - other.length) ?? [];
  if (meant) return meant.flatMap((one) => misfitsOf({ ...one, path: [...path, ...one.path] }, value, keyMeant));
  const own = { keys: path, what: issue.message };
  return note === undefined ? [own] : [own, ...misfitsAt(path.slice(0, -1), value, AnyCondition, keyMeant)];
}

/** A branch of a choice whose type the value has: what is wrong where least is wrong is what is wrong. */
function isOfRightType(branch: Issue[]): boolean {
  return branch.every(({ code, path, errors }) => {
    if (path.length > 0) return true;
    return errors ? errors.some(isOfRightType) : code !== 'invalid_type' && code !== 'invalid_value';
  });
}

/** What else is wrong where the schema stops at one thing: a condition by its operator, an entry by its name. */
function misfitsAt(
  path: PropertyKey[],
  value: unknown,
  schema: typeof AnyCondition | typeof ToolRules,
  keyMeant: KeyMeant,
): Misfit[] {
  const { error } = schema.safeParse(partAt(path, value), { error: problemWords });
  const issues: Issue[] = error?.issues ?? [];
  return issues.flatMap((one) => misfitsOf({ ...one, path: [...path, ...one.path] }, value, keyMeant));
}

function partAt(path: readonly PropertyKey[], value: unknown): unknown {
  return path.reduce((whole: unknown, key) => (isObject(whole) ? Reflect.get(whole, key) : undefined), value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
