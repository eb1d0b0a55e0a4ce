import { getNodePath, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { firstTooCostly } from '@/lib/core/policy/compile/regex';
import { pointerTo } from './pointer';
import { nestsTooDeep } from './read-json';
import { keyMeant } from './read-keys';
import { type Misfit, misfitsOf } from './read-misfits';
import { jsonMistakes } from './read-mistakes';
import { DocumentTree } from './read-tree';
import { readValid } from './read-valid';
import { problemWords } from './read-words';
import { isExpression, Policy, STAND_IN } from './schema';

/** What is wrong and where: `pointer` into the document, `line` and `column` counted from 1. */
export type Problem = { pointer: string; line: number; column: number; message: string };

export type ReadResult = { ok: true; policy: Policy } | { ok: false; problems: Problem[] };

/** Characters of one document; ten times what a policy of 1,000 tools needs. */
const TEXT_MAX = 4_194_304;
const PROBLEMS_MAX = 1_000;
/** Each is compiled when the document is read, and again by a gateway once a call needs it. */
const REGEXES_MAX = 500;

type Found = { keys: readonly PropertyKey[]; offset: number; message: string };

/**
 * Reads policy.json strictly: JSON without comments, no key twice, nothing unknown. Every problem is reported at once,
 * up to 1,000, in the order of the text; of a text that is not JSON, why it is not. Never throws. What the text means is
 * for `lintPolicy` to judge.
 */
export function readPolicy(text: string): ReadResult {
  return read(text, compiledOnce, true);
}

/**
 * Reads a document that `readPolicy` accepted when it was published, as strictly, but compiles no expression: many take
 * seconds, which whoever reads it for somebody else does not have. Those that do not compile refuse once they are needed.
 */
export function readStored(text: string): ReadResult {
  return read(text, notCompiled, false);
}

function read(text: string, compiling: Compiling, compiles: boolean): ReadResult {
  if (text.length > TEXT_MAX) return refuse(text, [at(0, `The document is longer than ${TEXT_MAX} characters.`)]);
  const deep = nestsTooDeep(text);
  if (deep !== null) return refuse(text, [at(deep, 'The document is nested too deeply.')]);
  const valid = readValid(text, REGEXES_MAX, compiles);
  if (valid !== null) return { ok: true, policy: valid };

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  if (errors.length > 0 || !root) {
    const first = errors.length > 0 ? errors : [{ error: 0, offset: 0, length: 0 }];
    return refuse(
      text,
      jsonMistakes(text, first).map(({ offset, message }) => at(offset, message)),
    );
  }
  return refuse(text, problemsIn(new DocumentTree(root), compiling));
}

function at(offset: number, message: string): Found {
  return { keys: [], offset, message };
}

/** What is wrong with the expressions of a document together, and what is compiled in the place of one. */
type Compiling = (expressions: readonly Node[]) => { found: Found[]; textOf: (node: Node) => unknown };

/** Each where a variant first has it, but those that are too many or too costly. */
const compiledOnce: Compiling = (expressions) => {
  const few = expressions.slice(0, REGEXES_MAX);
  const costly = firstTooCostly(few.map(({ value }) => (isExpression(value) ? value : '')));
  const known = new Set(expressions);
  const uncompiled = new Set(costly === -1 ? few : few.slice(0, costly));
  return {
    found: [
      ...expressions.slice(REGEXES_MAX, REGEXES_MAX + 1).map(oneTooMany),
      ...(costly === -1 ? [] : few.slice(costly, costly + 1)).map(tooCostly),
    ],
    textOf: (node) => (known.has(node) && !uncompiled.delete(node) ? STAND_IN : node.value),
  };
};

const notCompiled: Compiling = (expressions) => {
  const known = new Set(expressions);
  return {
    found: expressions.slice(REGEXES_MAX, REGEXES_MAX + 1).map(oneTooMany),
    textOf: (node) => (known.has(node) && isExpression(node.value) ? STAND_IN : node.value),
  };
};

/** Everything that is wrong with a document that `readValid` did not accept. */
function problemsIn(tree: DocumentTree, compiling: Compiling): Found[] {
  const { found: ofExpressions, textOf } = compiling(expressionsOf(tree));
  const found = [...namesRefused(tree), ...ofExpressions];
  for (let variant = 0; variant < tree.variants; variant++) {
    const value = tree.value(textOf, variant);
    const issues = issuesOf(value);
    if (issues === null) found.push(at(0, 'The document has more problems than can be told.'));
    // Words and places are found for those that are told; a short text can have a hundred thousand.
    for (const issue of (issues ?? []).slice(0, PROBLEMS_MAX)) {
      for (const one of misfitsOf(issue, value, keyMeant)) found.push(placed(tree, variant, one));
    }
  }
  return found.length > 0 ? found : [at(0, 'The document cannot be read.')];
}

/** Null when they, which the schema hands on as arguments of one call, are more than the stack can hold. */
function issuesOf(value: unknown) {
  try {
    return Policy.safeParse(value, { error: problemWords }).error?.issues ?? [];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The names that JSON or JavaScript would merge with others; no more than are told, since each place is searched for. */
function namesRefused(tree: DocumentTree): Found[] {
  const found: { name: Node; message: string }[] = [];
  for (const properties of tree.objects()) {
    for (const { name } of properties.get('__proto__') ?? [])
      found.push({ name, message: 'This name cannot be used.' });
    for (const [key, [, ...again]] of properties) {
      for (const { name } of again) found.push({ name, message: `The key ${JSON.stringify(key)} is here twice.` });
    }
  }
  const first = found.sort((a, b) => a.name.offset - b.name.offset).slice(0, PROBLEMS_MAX);
  return first.map(({ name, message }) => foundAt(name, message));
}

/** Every text that is compiled as an expression, in the order of the document. */
function expressionsOf(tree: DocumentTree): Node[] {
  const found: Node[] = [];
  for (const properties of tree.objects()) {
    if (!properties.get('op')?.some(({ child }) => child.value === 'regex')) continue;
    for (const { child } of properties.get('value') ?? []) if (child.type === 'string') found.push(child);
  }
  return found.sort((a, b) => a.offset - b.offset);
}

function foundAt(node: Node, message: string): Found {
  return { keys: getNodePath(node), offset: node.offset, message };
}

function oneTooMany(node: Node): Found {
  return foundAt(node, `A document may have ${REGEXES_MAX} regular expressions, and this is one more.`);
}

function tooCostly(node: Node): Found {
  return foundAt(
    node,
    'The regular expressions up to this one together take too long to compile. Use fewer or shorter ones, with fewer ' +
      'repetitions and classes such as \\pL.',
  );
}

function refuse(text: string, found: Found[]): ReadResult {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  // What two variants of the document share is told once.
  const once = new Map(found.map((one) => [`${one.offset} ${pointerTo(one.keys)} ${one.message}`, one]));
  const inOrder = [...once.values()].sort((a, b) => a.offset - b.offset).slice(0, PROBLEMS_MAX);
  let line = 0;
  const problems = inOrder.map(({ keys, offset, message }) => {
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line++;
    return { pointer: pointerTo(keys), line: line + 1, column: offset - (starts[line] ?? 0) + 1, message };
  });
  return { ok: false, problems };
}

/** A misfit of one variant of a document, with its place in the text and the sentence that tells it. */
export function placed(tree: DocumentTree, variant: number, { keys, what }: Misfit): Found {
  const { offset, exists } = tree.offsetOf(keys, variant);
  if (!exists) return { keys, offset, message: `The key ${JSON.stringify(keys.at(-1))} is missing here.` };
  const text = /^[A-Z]/.test(what) ? what : `This ${what}`;
  return { keys, offset, message: /[.?]$/.test(text) ? text : `${text}.` };
}
