// What compiling an expression costs, told from its text before anything is compiled: the library has no bound on the
// time, and `(?:a{950}){1000}` writes a million instructions out before their number can be asked for. One step is about
// 20 ns, as for `decide`. The estimate errs upwards: what is read twice, or is none of what it looks like, counts.

/** One instruction, one character. */
const PART_STEPS = 60;
/** A class such as `\pL`: some 600 ranges; more when sorted with others. */
const TABLE_STEPS = 2_500;
/** Ranges of the largest table. */
const TABLE_RANGES = 700;
/** Characters of a class that is small enough to be one instruction. */
const SMALL_CLASS = 32;
/** In an anchored expression each instruction compares a range with its neighbours. */
const RANGE_STEPS = 7;
/** Alternatives of single characters are merged into one class, and its ranges are sorted for each. */
const MERGED_STEPS = 10;
/** Larger expressions skip that comparison. */
const COMPARED_MAX = 1_000;
/** Case-folding lookup of one code point, and the last code point that has cases. */
const FOLD_STEPS = 3;
const FOLD_MAX = 0x1e943;

/** Tokens: quoted text, escapes, classes, group openings, repetitions, else one character. */
const TOKEN =
  /\\Q[\s\S]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|[\s\S])|\\x\{[^}]*\}|\\[\s\S]?|\[\^?\]?(?:\[:[^\]]*:\]|\\[\s\S]|[^\]\\])*\]?|\(\?(?:P?<[^>]*>|[^:)<]*[:)])?|\{\d+(?:,\d*)?\}|[\s\S]/g;
/** Flags and empty quoted text: a repetition that follows repeats what stands before them. */
const NOTHING = /^(?:\(\?[^:]*\)|\\Q(?:\\E)?)$/;
const REPEAT = /^\{(\d+)(,?)(\d*)\}$/;
const TABLE = /\\[pP]/g;
const RANGE_END = /-(?:\\x\{([0-9a-f]+)|\\x([0-9a-f]{2})|(\\)|([\s\S]))/giu;

/** Lower bound of steps for `length` characters of expressions. */
export const leastSteps = (length: number): number => length * PART_STEPS;

/**
 * Estimated steps to compile an expression; 50 million are a second. At most twice too low, and ten times too high with
 * many classes. Linear in the text, which is compiled in NFC.
 */
export function compilingSteps(source: string): number {
  const parts = source.match(TOKEN) ?? [];
  const size = sizeOf(parts.filter((part) => !NOTHING.test(part)));
  const longestClass = Math.max(0, ...parts.map((part) => (part.startsWith('[') ? part.length : 0)));
  const tables = source.match(TABLE)?.length ?? 0;
  const isAnchored = source.includes('^') || source.includes('\\A');
  const ranges = (longestClass > SMALL_CLASS ? longestClass : 0) + (tables > 0 ? TABLE_RANGES : 0);
  const alternatives = source.split('|').length - 1;
  return (
    leastSteps(source.length) +
    size * PART_STEPS +
    (tables > 0 ? tables * TABLE_STEPS * (1 + Math.log2(tables)) : 0) +
    (isAnchored ? Math.min(size, COMPARED_MAX) * ranges * RANGE_STEPS : 0) +
    alternatives * ranges * MERGED_STEPS +
    foldingSteps(source)
  );
}

/** Under `(?i)` every code point of a range is looked up; a range is assumed to start with the first that has cases. */
function foldingSteps(source: string): number {
  if (!/\(\?[a-z-]*i/i.test(source)) return 0;
  let steps = 0;
  for (const [, long, short, escaped, literal] of source.matchAll(RANGE_END)) {
    const hex = long ?? short;
    const end = hex === undefined ? (escaped ? 0o777 : (literal?.codePointAt(0) ?? 0)) : Number.parseInt(hex, 16);
    steps += FOLD_STEPS * Math.min(end, FOLD_MAX);
  }
  return steps;
}

/** At least the instructions of the compiled expression; `parts` without what is nothing. */
function sizeOf(parts: readonly string[]): number {
  const outside: number[] = [];
  let before = 0;
  let last = 3;
  for (const token of parts) {
    if (token === ')') {
      last += before + 2;
      before = outside.pop() ?? 0;
    } else if (token.startsWith('(')) {
      outside.push(before + last);
      before = 0;
      last = 0;
    } else if (repeats(token)) last = repeated(last, token);
    else {
      before += last + token.length - 1;
      last = token === '|' ? 2 : 1;
    }
  }
  return outside.reduce((sum, one) => sum + one, before + last);
}

function repeats(token: string): boolean {
  return token === '*' || token === '+' || token === '?' || REPEAT.test(token);
}

function repeated(size: number, token: string): number {
  const [, least = '1', open = '', most = ''] = REPEAT.exec(token) ?? [];
  const times = Math.max(1, Number(least) + (open === '' ? 0 : 1), Number(most));
  return times * (size + 1) + 1;
}
