import { isExactNumber } from './json';
import { endOfString } from './keys';

/**
 * RFC 8785 (JCS) form of a JSON value: keys in order of UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Two texts have the same form exactly when they have the same value.
 */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`).join(',')}}`;
}

/**
 * RFC 8785 form of the value at `start` in a text that the strict reader accepted; numbers that a double cannot hold
 * keep their digits. Linear; recursion is bounded by the nesting limit.
 */
export function canonicalText(text: string, start: number): string {
  return new Writer(text, start).value();
}

class Writer {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  value(): string {
    const first = this.#next();
    if (first === '{') return this.#object();
    if (first === '[') return `[${this.#list(() => this.value()).join(',')}]`;
    return first === '"' ? JSON.stringify(this.#string()) : this.#scalar();
  }

  #object(): string {
    const members = this.#list((): [string, string] => {
      this.#next();
      const key = this.#string();
      this.#next();
      this.#at += 1;
      return [key, this.value()];
    });
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
  }

  /** The elements up to the matching closing bracket. */
  #list<T>(read: () => T): T[] {
    const parts: T[] = [];
    this.#at += 1;
    while (!'}]'.includes(this.#next())) {
      parts.push(read());
      if (this.#next() === ',') this.#at += 1;
    }
    this.#at += 1;
    return parts;
  }

  #string(): string {
    const start = this.#at;
    this.#at = endOfString(this.#text, start) + 1;
    return String(JSON.parse(this.#text.slice(start, this.#at)));
  }

  #scalar(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !' \t\n\r,]}'.includes(this.#text.charAt(this.#at))) this.#at += 1;
    const scalar = this.#text.slice(start, this.#at);
    return isExactNumber(scalar.replace('-', '')) ? JSON.stringify(JSON.parse(scalar)) : scalar;
  }

  /** The next non-blank character; '' at the end. */
  #next(): string {
    while (' \t\n\r'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at += 1;
    return this.#text.charAt(this.#at);
  }
}
