// What compiling an expression costs, told from its text before anything is compiled: the library has no bound on the
// time, and `(?:a{950}){1000}` writes a million instructions out before their number can be asked for. One step is about
// 20 ns, as for `decide`. The estimate errs upwards: what is read twice, or is none of what it looks like, counts.

/** One instruction, one character. */
const PART_STEPS = 60;
/** A class such as `\pL`: some 600 ranges, alone; sorted with others they cost more. */
const TABLE_STEPS = 2_500;
/** Ranges of the largest table. */
const TABLE_RANGES = 700;
/** Characters of a class whose ranges are so few that its instruction covers them. */
const SMALL_CLASS = 32;
/** A range of an anchored expression is compared with those of its neighbours, for each instruction. */
const RANGE_STEPS = 7;
/** Alternatives of one character are merged into one class, whose ranges are sorted for each of them. */
const MERGED_STEPS = 10;
/** Expressions of more instructions get no such comparison. */
const COMPARED_MAX = 1_000;
/** One code point whose other cases are looked for, and the last one that has any. */
const FOLD_STEPS = 3;
const FOLD_MAX = 0x1e943;

/** Quoted text, escapes, classes, openings of groups, repetitions; else one character. */
const TOKEN =
  /\\Q[\s\S]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|[\s\S])|\\x\{[^}]*\}|\\[\s\S]?|\[\^?\]?(?:\[:[^\]]*:\]|\\[\s\S]|[^\]\\])*\]?|\(\?(?:P?<[^>]*>|[^:)<]*[:)])?|\{\d+(?:,\d*)?\}|[\s\S]/g;
const REPEAT = /^\{(\d+)(,?)(\d*)\}$/;
const TABLE = /\\[pP]/g;
const RANGE_END = /-(?:\\x\{([0-9a-f]+)|\\x([0-9a-f]{2})|(\\)|([\s\S]))/giu;

/** Steps that `length` characters of expressions take at the least. */
export const leastSteps = (length: number): number => length * PART_STEPS;

/**
 * Steps that compiling an expression may take; 50 million are a second. At most twice too low, and too high by ten where
 * it has many classes. Linear in the length of the text, which is compiled in NFC.
 */
export function compilingSteps(source: string): number {
  const parts = source.match(TOKEN) ?? [];
  const size = sizeOf(parts);
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

/** Under `(?i)`, every code point of a range is looked up; a range is taken to begin with the first that has cases. */
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

/** At least the instructions that the expression becomes. */
function sizeOf(parts: readonly string[]): number {
  const outside: number[] = [];
  let before = 0;
  let last = 3;
  for (const token of parts) {
    if (token === ')') {
      last += before + 2;
      before = outside.pop() ?? 0;
    } else if (opensGroup(token)) {
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

/** `(?i)` sets flags and opens nothing. */
function opensGroup(token: string): boolean {
  return token.startsWith('(') && !token.endsWith(')');
}

function repeats(token: string): boolean {
  return token === '*' || token === '+' || token === '?' || REPEAT.test(token);
}

function repeated(size: number, token: string): number {
  const [, least = '1', open = '', most = ''] = REPEAT.exec(token) ?? [];
  const times = Math.max(1, Number(least) + (open === '' ? 0 : 1), Number(most));
  return times * (size + 1) + 1;
}
