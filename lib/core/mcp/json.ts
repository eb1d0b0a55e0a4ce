import { DEPTH_MAX, endOfString, OpenKeys } from './keys';

/** Why JSON is refused, in words for the sender. */
export type JsonProblem = { problem: string };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8; null if invalid. Keeps a byte order mark, so that the JSON reader refuses it. */
export function readUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Parses JSON that every reader reads alike. Refuses two keys of one object that some reader treats as one (see
 * `foldKey`), NUL and lone surrogates in keys, an own `__proto__`, nesting deeper than 64, more than 2,000,000 arrays
 * and objects and, unless `anyNumbers`, numbers that a double cannot hold exactly. Linear; never throws.
 */
export function readJson(text: string, anyNumbers = false): { value: unknown } | JsonProblem {
  const inexact = scanJson(text);
  if (typeof inexact === 'string') return { problem: inexact };
  if (!anyNumbers && inexact.length > 0) return { problem: TOO_EXACT };
  return parse(text);
}

/** Span of a number in a text, without its sign. */
export type NumberAt = { start: number; end: number };

/**
 * Like `readJson`, but a number that a double cannot hold exactly, such as an integer beyond 2^53, becomes Infinity,
 * which equals no number and cannot be compared by a rule. `inexact`: their positions.
 */
export function readJsonExact(text: string): { value: unknown; inexact: readonly NumberAt[] } | JsonProblem {
  const inexact = scanJson(text);
  if (typeof inexact === 'string') return { problem: inexact };
  const read = parse(inexact.length === 0 ? text : withoutInexact(text, inexact));
  return 'problem' in read ? read : { ...read, inexact };
}

export const TOO_EXACT = 'a number is larger than every reader can hold; send it as text';

function parse(text: string): { value: unknown } | JsonProblem {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: INVALID };
  }
}

const INVALID = 'the text is not valid JSON';

function withoutInexact(text: string, inexact: readonly NumberAt[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of inexact) {
    // A text that is not JSON must not become JSON.
    pieces.push(text.slice(from, start), isNumber.test(text.slice(start, end)) ? '1e999' : '!');
    from = end;
  }
  return pieces.join('') + text.slice(from);
}

const isNumber = /^(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const openKeys = new OpenKeys();

/** Positions of the numbers that a double cannot hold; a string: why the text is refused. */
function scanJson(text: string): NumberAt[] | string {
  const inexact = new Scan(text, openKeys).run();
  openKeys.clear();
  return inexact;
}

/** Single pass over a text that may be JSON; JSON.parse decides afterwards. */
class Scan {
  readonly #text: string;
  readonly #keys: OpenKeys;
  readonly #inexact: NumberAt[] = [];
  /** By depth, from 1: true for an object. */
  readonly #isObject: boolean[] = [false];
  #depth = 0;
  #containers = 0;
  #problem = '';
  /** The next string is a key. */
  #key = false;

  constructor(text: string, keys: OpenKeys) {
    this.#text = text;
    this.#keys = keys;
  }

  run(): NumberAt[] | string {
    const text = this.#text;
    for (let at = 0; at < text.length && this.#problem === ''; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) at = this.#takeString(at);
      else if (code >= ZERO && code <= NINE) at = this.#takeNumber(at);
      else if (code >= COMMA) this.#takeMark(code);
    }
    return this.#problem === '' ? this.#inexact : this.#problem;
  }

  #takeString(quote: number): number {
    if (!this.#key) return endOfString(this.#text, quote);
    this.#key = false;
    const end = this.#keys.take(this.#text, quote, this.#depth);
    if (end === -1) this.#problem = this.#keys.problem;
    return end;
  }

  #takeNumber(start: number): number {
    const end = endOfNumber(this.#text, start);
    if (!isExact(this.#text, start, end)) this.#inexact.push({ start, end });
    return end - 1;
  }

  #takeMark(code: number): void {
    if (code === COMMA) {
      this.#key = this.#isObject[this.#depth] === true;
    } else if (code === 0x7b || code === 0x5b) {
      this.#open(code === 0x7b);
    } else if (code === 0x7d || code === 0x5d) {
      this.#depth -= 1;
      this.#key = false;
      if (this.#depth < 0) this.#problem = INVALID;
    }
  }

  #open(isObject: boolean): void {
    this.#depth += 1;
    this.#key = isObject;
    this.#isObject[this.#depth] = isObject;
    this.#containers += 1;
    if (this.#containers > CONTAINERS_MAX) this.#problem = `it has more than ${CONTAINERS_MAX} arrays and objects`;
    else if (this.#depth > DEPTH_MAX) this.#problem = `nesting is deeper than ${DEPTH_MAX}`;
    else if (isObject) this.#keys.open(this.#depth);
  }
}

/** Each array or object takes twenty times its bytes, and JSON.parse cannot be interrupted. */
const CONTAINERS_MAX = 2_000_000;
/** Digits that identify every double; more could be another number to a decimal reader. */
const DIGITS_MAX = 17;
/** Twice what any writer of doubles needs. */
const NUMBER_LENGTH_MAX = 64;
const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '0123456789.eE+-'.includes(text.charAt(at))) at += 1;
  return at;
}

function isExact(text: string, start: number, end: number): boolean {
  // Fast path: three characters reach 9e9, fifteen digits stay below 2^53.
  return end - start < 4 || (end - start <= NUMBER_LENGTH_MAX && isExactNumber(text.slice(start, end)));
}

/** Whether a double holds an unsigned JSON number exactly. */
export function isExactNumber(number: string): boolean {
  if (number.length > NUMBER_LENGTH_MAX) return false;
  const value = Number(number);
  if (/^\d+$/.test(number)) return number.length <= 15 || Number.isSafeInteger(value);
  const digits = (/^[^eE]*/.exec(number)?.[0] ?? '').replace(/\D/g, '').replace(/^0+|0+$/g, '');
  return Number.isFinite(value) && digits.length <= DIGITS_MAX && (value !== 0 || digits === '');
}
