/** What a reader of JSON refuses, in words for the sender. */
export type JsonProblem = { problem: string };

/** Nesting of arrays and objects that is still read. */
const DEPTH_MAX = 64;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes; null when they are not UTF-8. A byte order mark is kept, so that the JSON reader refuses it. */
export function readUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Reads JSON in the one way every reader agrees on. Refused: a key that occurs twice in one object at any depth (readers
 * differ in which one counts), an own `__proto__`, deeper nesting than 64 and, unless `anyNumbers`, integers beyond 2^53
 * and numbers that a double cannot hold (readers round differently). Linear in the length of the text; never throws.
 */
export function readJson(text: string, anyNumbers = false): { value: unknown } | JsonProblem {
  const scan = scanJson(text, anyNumbers);
  if (typeof scan === 'string') return { problem: scan };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'the text is not valid JSON' };
  }
  // JSON.parse keeps one of several members with the same key, whatever escapes it is written with; so fewer members in
  // the value than in the text means that a key occurs twice.
  const members = countMembers(value);
  if (members === FORBIDDEN_KEY) return { problem: 'the key __proto__ is not allowed' };
  return members === scan.members ? { value } : { problem: 'a key occurs twice in one object' };
}

const FORBIDDEN_KEY = -1;

function countMembers(root: unknown): number {
  let members = 0;
  const open = [root];
  while (open.length > 0) {
    const found = countOwn(open.pop(), open);
    if (found === FORBIDDEN_KEY) return FORBIDDEN_KEY;
    members += found;
  }
  return members;
}

function countOwn(node: unknown, open: unknown[]): number {
  const children = Object.values(node ?? {});
  for (const child of children) if (typeof child === 'object') open.push(child);
  if (Array.isArray(node) || typeof node !== 'object' || node === null) return 0;
  return Object.hasOwn(node, '__proto__') ? FORBIDDEN_KEY : children.length;
}

/** Counts the members of all objects of a text that may be JSON; a string says why the text is refused. */
function scanJson(text: string, anyNumbers: boolean): { members: number } | string {
  const count = { members: 0, depth: 0 };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code >= ZERO && code <= NINE) {
      const end = endOfNumber(text, at);
      if (!anyNumbers && !isExact(text, at, end))
        return 'a number is larger than every reader can hold; send it as text';
      at = end - 1;
    } else if (countMark(count, code) > DEPTH_MAX) {
      return `nesting is deeper than ${DEPTH_MAX}`;
    }
  }
  return { members: count.members };
}

/** Digits that tell every double from its neighbours; more would be another number to a reader of decimals. */
const DIGITS_MAX = 17;
/** No writer of doubles needs half of it. */
const NUMBER_LENGTH_MAX = 64;
const QUOTE = 0x22;
const ZERO = 0x30;
const NINE = 0x39;

function countMark(count: { members: number; depth: number }, code: number): number {
  if (code === 0x3a) count.members += 1;
  else if (code === 0x7b || code === 0x5b) count.depth += 1;
  else if (code === 0x7d || code === 0x5d) count.depth -= 1;
  return count.depth;
}

/** The index of the quote that ends the string begun at `start`; the text's length when none does. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '0123456789.eE+-'.includes(text.charAt(at))) at += 1;
  return at;
}

function isExact(text: string, start: number, end: number): boolean {
  // Three characters reach 9e9, fifteen digits stay below 2^53: most numbers need no closer look.
  if (end - start < 4) return true;
  if (end - start > NUMBER_LENGTH_MAX) return false;
  const number = text.slice(start, end);
  const value = Number(number);
  if (/^\d+$/.test(number)) return end - start <= 15 || Number.isSafeInteger(value);
  const digits = (/^[^eE]*/.exec(number)?.[0] ?? '').replace(/\D/g, '').replace(/^0+|0+$/g, '');
  return Number.isFinite(value) && digits.length <= DIGITS_MAX && (value !== 0 || digits === '');
}
