import type { CompiledPolicy, CompiledTool } from '@/lib/core/policy/compile/compile';
import { partOf, unreadable } from '@/lib/core/policy/compile/match';
import { forgetKeys } from '@/lib/core/policy/compile/twin';
import { parsePath, type Step, writePath } from '@/lib/core/policy/document/path';
import { compareCodePoints } from '@/lib/core/policy/document/text';
import { standingOf } from './decide';

// What a decision was made from: which arguments the rules of a tool read, and their values in one call. Nothing here is
// asked while a call is decided.

/** A path as it is written when it is written shortest, and its steps. */
type ReadPath = { path: string; steps: readonly Step[] };

/** `leftOut`: how many more there are than are told. */
export type PathsRead = { paths: readonly ReadPath[]; leftOut: number };

/** Paths of one tool; each is written with at most 32 steps. */
const PATHS_MAX = 1_000;

const none: PathsRead = { paths: [], leftOut: 0 };
const known = new WeakMap<CompiledTool, PathsRead>();

/**
 * The argument paths that the rules of a tool read: those of `all_tools`, of its own entry and of its limits, each once, by
 * code point, at most 1,000. None for a tool that is hidden, not named or denied whatever its arguments are. Resources and
 * prompts have none: their rules read the URI or the name and no argument. Computed once for a tool, in the time of
 * compiling its rules; throws nothing.
 */
export function pathsRead(policy: CompiledPolicy, tool: string): PathsRead {
  const standing = standingOf(policy, tool);
  if (typeof standing === 'string') return none;
  const rules = standing.compiled();
  if (rules.refused) return none;
  const read = known.get(rules) ?? pathsOf(rules);
  known.set(rules, read);
  return read;
}

function pathsOf({ require, denyIf, approveIf, limits }: CompiledTool): PathsRead {
  const conditions = [require, denyIf, approveIf].flat(2).flatMap((rule) => rule.conditions);
  const written = new Set(conditions.map(({ path }) => path));
  const steps = [...[...written].map(parsePath), ...limits.map(({ amountAt }) => amountAt)];
  const byPath = new Map(steps.flatMap((one) => (one ? [[writePath(one), one] as const] : [])));
  const sorted = [...byPath].sort(([one], [other]) => compareCodePoints(one, other));
  const paths = sorted.slice(0, PATHS_MAX).map(([path, own]) => ({ path, steps: own }));
  return { paths, leftOut: sorted.length - paths.length };
}

/** Most values, and UTF-8 bytes of all of them as JSON with their paths. */
type Bounds = { values: number; bytes: number };
const BOUNDS: Bounds = { values: 100, bytes: 8_192 };
/** Parts of arguments that are looked at for one call. */
const LOOKS_MAX = 10_000;
/** Levels of one value. */
const DEPTH_MAX = 64;

/** `unclear`: a server may read something there that no policy can know, such as a key in another spelling. */
type Why = 'too many' | 'too long' | 'unclear';

export type ValuesRead = {
  /** What is there, by its own path: an element that `[*]` reaches has an index. Each once. */
  values: { path: string; value: unknown }[];
  /** The paths of rules of which something is not among them, each once. */
  leftOut: { path: string; why: Why }[];
};

/**
 * The values of a call at the paths that rules read, at most `bounds`; what is left out is named. A path that leads nowhere
 * has no value. The values are parts of `args`, not copies. Throws nothing. Looks at 10,000 parts at most, and besides once
 * at the keys of each object on the way that does not have the key it is asked for.
 */
export function valuesRead({ paths }: PathsRead, args: Record<string, unknown>, bounds = BOUNDS): ValuesRead {
  forgetKeys();
  const picking: Picking = { found: new Map(), bytes: 0, looks: 0, bounds };
  const leftOut = paths.flatMap(({ path, steps }) => {
    const why = pick(picking, args, steps, []);
    return why === null ? [] : [{ path, why }];
  });
  return { values: [...picking.found].map(([path, value]) => ({ path, value })), leftOut };
}

type Picking = { found: Map<string, unknown>; bytes: number; looks: number; bounds: Bounds };

/** Picks what `steps` lead to from `value`; why something is left out. Recursion is bounded by the steps of a path. */
function pick(picking: Picking, value: unknown, steps: readonly Step[], taken: readonly Step[]): Why | null {
  picking.looks += 1;
  if (picking.looks > LOOKS_MAX) return 'too many';
  const [step, ...rest] = steps;
  if (step === undefined) return keep(picking, writePath([...taken]), value);
  if (value === null || value === undefined) return null;
  if (step.kind === 'each') return Array.isArray(value) ? pickEach(picking, value, rest, taken) : 'unclear';
  const part = partOf(value, step);
  if (part === unreadable) return 'unclear';
  return part === undefined ? null : pick(picking, part, rest, [...taken, step]);
}

function pickEach(picking: Picking, list: unknown[], rest: readonly Step[], taken: readonly Step[]): Why | null {
  let why: Why | null = null;
  for (const [index, element] of list.entries()) {
    const own = pick(picking, element, rest, [...taken, { kind: 'index', index }]);
    why ??= own;
    if (own === 'too many') return why;
  }
  return why;
}

function keep(picking: Picking, path: string, value: unknown): Why | null {
  const { found, bounds } = picking;
  if (found.has(path)) return null;
  if (found.size >= bounds.values) return 'too many';
  const left = bounds.bytes - picking.bytes - utf8Length(path);
  if (exceeds(picking, value, left)) return 'too long';
  const bytes = utf8Length(JSON.stringify(value));
  if (bytes > left) return 'too long';
  found.set(path, value);
  picking.bytes += utf8Length(path) + bytes;
  return null;
}

/** Whether a value surely takes more bytes than `max`, or has more levels than are kept; stops reading where it does. */
function exceeds(picking: Picking, root: unknown, max: number): boolean {
  let size = 0;
  const open: Iterator<unknown>[] = [[root].values()];
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const { done, value } = last.next();
    if (done) open.pop();
    else if (typeof value === 'object' && value !== null) open.push(partsOf(value));
    size += typeof value === 'string' ? value.length + 2 : 1;
    picking.looks += 1;
    if (size > max || open.length > DEPTH_MAX) return true;
  }
  return false;
}

/** Keys and values in turn, none made before it is asked for. */
function* partsOf(value: object): Generator<unknown> {
  if (Array.isArray(value)) return yield* value;
  for (const key in value) {
    yield key;
    yield Reflect.get(value, key);
  }
}

/** Lone surrogates count as the three bytes of what replaces them. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
