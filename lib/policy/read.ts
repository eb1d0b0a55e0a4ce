import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { jsonMistake, nestsTooDeep } from './json-text';
import { pointerTo } from './pointer';
import { Policy } from './schema';

/** What is wrong and where: `pointer` into the document, `line` and `column` counted from 1. */
export type Problem = { pointer: string; line: number; column: number; message: string };

export type ReadResult = { ok: true; policy: Policy } | { ok: false; problems: Problem[] };

/** Characters of one document; ten times what a policy of 1,000 tools needs. */
const TEXT_MAX = 4_194_304;
const PROBLEMS_MAX = 1_000;
/** Each is compiled when the document is read and again by every gateway. */
const REGEXES_MAX = 500;

type Found = { keys: PropertyKey[]; offset: number; message: string };

/**
 * Reads policy.json strictly: JSON without comments, no key twice, nothing unknown. Every problem is reported at once,
 * up to 1,000, in the order of the text. Never throws. What the text means is for `lintPolicy` to judge.
 */
export function readPolicy(text: string): ReadResult {
  if (text.length > TEXT_MAX) return refuse(text, [at(0, `The document is longer than ${TEXT_MAX} characters.`)]);
  const deep = nestsTooDeep(text);
  if (deep !== null) return refuse(text, [at(deep, 'The document is nested too deeply.')]);

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  if (errors.length > 0 || !root) {
    const first = errors.length > 0 ? errors : [{ error: 0, offset: 0, length: 0 }];
    return refuse(
      text,
      first.map((error) => at(error.offset, jsonMistake(error))),
    );
  }

  const found: Found[] = [];
  const value = readValue(root, [], found);
  if (countRegexes(root) > REGEXES_MAX) {
    return refuse(text, [at(0, `The document has more than ${REGEXES_MAX} regular expressions.`)]);
  }
  const result = Policy.safeParse(value);
  const index: TreeIndex = new Map();
  const misfits = (result.error?.issues ?? []).flatMap((issue) => placed(issue, (keys) => offsetOf(index, root, keys)));
  if (found.length > 0 || !result.success) return refuse(text, [...found, ...misfits]);
  return { ok: true, policy: result.data };
}

/** Conditions that may be expressions, counted before any of them is compiled. */
function countRegexes(root: Node): number {
  let count = 0;
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'string' && node.value === 'regex') count++;
    for (const child of node.children ?? []) open.push(child);
  }
  return count;
}

function at(offset: number, message: string): Found {
  return { keys: [], offset, message };
}

function refuse(text: string, found: Found[]): ReadResult {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  const inOrder = found.toSorted((a, b) => a.offset - b.offset).slice(0, PROBLEMS_MAX);
  let line = 0;
  const problems = inOrder.map(({ keys, offset, message }) => {
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line++;
    return { pointer: pointerTo(keys), line: line + 1, column: offset - (starts[line] ?? 0) + 1, message };
  });
  return { ok: false, problems };
}

/** The value of a tree whose depth is bounded; keys that JavaScript or JSON would merge are found, not resolved. */
function readValue(node: Node, keys: PropertyKey[], found: Found[]): unknown {
  if (node.type === 'array')
    return (node.children ?? []).map((child, index) => readValue(child, [...keys, index], found));
  if (node.type !== 'object') return node.value;
  const seen = new Map<string, unknown>();
  for (const [name, child] of properties(node)) {
    const key = String(name.value);
    const place = [...keys, key];
    if (key === '__proto__') found.push({ keys: place, offset: name.offset, message: 'This name cannot be used.' });
    else if (seen.has(key)) {
      found.push({ keys: place, offset: name.offset, message: `The key ${JSON.stringify(key)} is here twice.` });
    } else seen.set(key, readValue(child, place, found));
  }
  return Object.fromEntries(seen);
}

function* properties(node: Node): Generator<[Node, Node]> {
  for (const { children: [name, child] = [] } of node.children ?? []) if (name && child) yield [name, child];
}

type Issue = {
  code: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
  errors?: Issue[][];
};

/** The problems of one schema issue: an unknown key each at its own place, a choice by what was meant. */
function placed(issue: Issue, offsetAt: (keys: PropertyKey[]) => number): Found[] {
  if (issue.code === 'unrecognized_keys' && issue.keys) {
    return issue.keys.slice(0, PROBLEMS_MAX).map((key) => {
      const keys = [...issue.path, key];
      return { keys, offset: offsetAt(keys), message: `The key ${JSON.stringify(key)} is not known here.` };
    });
  }
  const meant = issue.message === 'Invalid input' ? issue.errors?.find(isOfRightType) : undefined;
  if (meant) return meant.flatMap((one) => placed({ ...one, path: [...issue.path, ...one.path] }, offsetAt));
  const message = issue.code === 'invalid_key' ? `The name ${keyMessage(issue)}.` : sentence(issue.message);
  return [{ keys: issue.path, offset: offsetAt(issue.path), message }];
}

/** The branch of a choice whose type the value has: what is wrong there is what is wrong. */
function isOfRightType(branch: Issue[]): boolean {
  return branch.every((issue) => issue.code !== 'invalid_type' || issue.path.length > 0);
}

function keyMessage(issue: Issue & { issues?: { message: string }[] }): string {
  return issue.issues?.[0]?.message ?? 'cannot be used';
}

function sentence(message: string): string {
  const text = /^[A-Z]/.test(message) ? message : `This ${message}`;
  return text.endsWith('.') ? text : `${text}.`;
}

/** Where the value at `keys` starts: its key for a property, the last place that exists when the rest is missing. */
function offsetOf(index: TreeIndex, root: Node, keys: readonly PropertyKey[]): number {
  let node = root;
  let offset = root.offset;
  for (const key of keys) {
    const next = stepInto(index, node, key);
    if (!next) break;
    [node, offset] = next;
  }
  return offset;
}

/** The properties of each object by key, indexed once: a broken document may have a problem for each of its keys. */
type TreeIndex = Map<Node, Map<PropertyKey, [Node, number]>>;

function stepInto(index: TreeIndex, node: Node, key: PropertyKey): [Node, number] | undefined {
  if (node.type === 'array') {
    const child = node.children?.[Number(key)];
    return child && [child, child.offset];
  }
  let known = index.get(node);
  if (!known) {
    known = new Map([...properties(node)].map(([name, child]) => [String(name.value), [child, name.offset]]));
    index.set(node, known);
  }
  return known.get(key);
}
