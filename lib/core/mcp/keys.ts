import { foldKey } from '@/lib/core/text/fold';

/** Nesting limit of arrays and objects. */
export const DEPTH_MAX = 64;
/** Keys of one object: many distinct ones cost JSON.parse far more than their bytes. */
const KEYS_MAX = 10_000;

/** Up to here keys are compared one by one; beyond, a map is faster. */
const FEW = 16;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BLANK = 0x20;
const FORBIDDEN = '__proto__';
const loneSurrogate = /\p{Surrogate}/u;
/** An unescaped key of printable ASCII. */
const plain = /^[ !#-[\]-~]*$/;

/**
 * Duplicate detection for the keys of all open objects, by folded form (see `foldKey`). A hash only saves comparisons:
 * keys with equal hashes are compared as text, so collisions gain nothing. Linear; memory grows with the keys of open
 * objects only.
 */
export class OpenKeys {
  /** Why the last key was refused. */
  problem = '';
  readonly #hashes = new Int32Array((DEPTH_MAX + 1) * FEW);
  readonly #starts = new Int32Array((DEPTH_MAX + 1) * FEW);
  readonly #counts = new Int32Array(DEPTH_MAX + 1);
  readonly #many: (ManyKeys | undefined)[] = [];

  /** Opens an object at this depth, from 1. */
  open(depth: number): void {
    this.#counts[depth] = 0;
  }

  /** Drops the state of one text. */
  clear(): void {
    this.#many.length = 0;
  }

  /** Reads the key whose quote is at `quote`. Returns the index of its closing quote; -1: refused. */
  take(text: string, quote: number, depth: number): number {
    let hash = 0;
    for (let end = quote + 1; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === QUOTE) return this.#takePlain(text, quote, end, depth, hash);
      if (code === BACKSLASH || code < 0x20 || code > 0x7e) return this.#takeHard(text, quote, depth);
      hash = hashOf(hash, code >= 0x41 && code <= 0x5a ? code + 0x20 : code);
    }
    return text.length;
  }

  #takePlain(text: string, quote: number, end: number, depth: number, hash: number): number {
    // A blank at either end, which some readers trim.
    if (text.charCodeAt(quote + 1) === BLANK || text.charCodeAt(end - 1) === BLANK)
      return this.#takeHard(text, quote, depth);
    const isForbidden = end - quote === FORBIDDEN.length + 1 && text.startsWith(FORBIDDEN, quote + 1);
    this.problem = isForbidden ? forbidden : this.#add(text, quote + 1, depth, hash);
    return this.problem === '' ? end : -1;
  }

  /** Slow path: a key with an escape, non-ASCII characters or outer blanks. */
  #takeHard(text: string, quote: number, depth: number): number {
    const end = endOfString(text, quote);
    const key = decode(text.slice(quote + 1, end));
    const folded = key === null ? null : foldKey(key);
    this.problem = problemOf(key, folded) ?? this.#add(text, quote + 1, depth, hashText(folded ?? ''));
    return this.problem === '' ? end : -1;
  }

  /** Why the key is refused; '': it is not. */
  #add(text: string, start: number, depth: number, hash: number): string {
    const count = this.#counts[depth] ?? 0;
    this.#counts[depth] = count + 1;
    if (count >= FEW) return this.#addToMany(text, start, depth, hash);
    const first = depth * FEW;
    for (let at = first; at < first + count; at += 1) {
      if (this.#hashes[at] !== hash) continue;
      const same = sameness(text, this.#starts[at] ?? 0, start);
      if (same !== '') return same;
    }
    this.#hashes[first + count] = hash;
    this.#starts[first + count] = start;
    return '';
  }

  #addToMany(text: string, start: number, depth: number, hash: number): string {
    const count = this.#counts[depth] ?? 0;
    if (count > KEYS_MAX) return `an object has more than ${KEYS_MAX} keys`;
    if (count === FEW + 1) this.#startMany(text, depth);
    return this.#many[depth]?.add(text, start, hash) ?? '';
  }

  #startMany(text: string, depth: number): void {
    const many = new ManyKeys();
    for (let at = depth * FEW; at < (depth + 1) * FEW; at += 1) {
      many.add(text, this.#starts[at] ?? 0, this.#hashes[at] ?? 0);
    }
    this.#many[depth] = many;
  }
}

/** Keys of an object with more than a few. */
class ManyKeys {
  readonly #byHash = new Map<number, number>();
  /** Keys whose hash is taken by another key. */
  readonly #byText = new Map<string, number>();

  add(text: string, start: number, hash: number): string {
    const before = this.#byHash.get(hash);
    if (before === undefined) {
      this.#byHash.set(hash, start);
      return '';
    }
    return sameness(text, before, start) || this.#addByText(text, start);
  }

  #addByText(text: string, start: number): string {
    const key = foldedAt(text, start);
    const before = this.#byText.get(key);
    if (before !== undefined) return sameness(text, before, start);
    this.#byText.set(key, start);
    return '';
  }
}

const forbidden = 'the key __proto__ is not allowed';

function problemOf(key: string | null, folded: string | null): string | null {
  if (key === null) return 'the text is not valid JSON';
  if (key === FORBIDDEN) return forbidden;
  if (key.includes('\0')) return 'a key contains NUL, where some readers end it';
  if (loneSurrogate.test(key)) return 'a key contains half a surrogate pair, which readers replace';
  return folded === null ? 'a key has combining marks that readers do not order alike' : null;
}

/** The problem of two keys of one object, by their positions; '': no reader treats them as one. */
function sameness(text: string, one: number, other: number): string {
  if (foldedAt(text, one) !== foldedAt(text, other)) return '';
  return decode(rawAt(text, one)) === decode(rawAt(text, other))
    ? 'a key occurs twice in one object'
    : 'two keys of one object differ only in case or in characters that some readers ignore';
}

/** The folded form of an accepted key. */
function foldedAt(text: string, start: number): string {
  const raw = rawAt(text, start);
  return plain.test(raw) ? raw.toLowerCase().trim() : (foldKey(decode(raw) ?? '') ?? '');
}

function rawAt(text: string, start: number): string {
  return text.slice(start, endOfString(text, start - 1));
}

function decode(raw: string): string | null {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return null;
  }
}

function hashOf(before: number, code: number): number {
  // 30 bits: a Map stores them unboxed.
  return (Math.imul(before, 31) + code) & 0x3fffffff;
}

function hashText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = hashOf(hash, text.charCodeAt(at));
  return hash;
}

/** The index of the closing quote of a string; the text's length if it is unterminated. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** Whether an odd number of backslashes precedes the quote. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === BACKSLASH) at -= 1;
  return (quote - at) % 2 === 0;
}
