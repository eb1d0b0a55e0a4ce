import { endOfString } from './keys';

/** A span of a JSON text: `start` inclusive, `end` exclusive. */
export type Span = { start: number; end: number };

/** A member of an object: `start` is its key, `value` the start of its value. */
export type Member = Span & { key: string; value: number };

/** The members of the object at `start` of valid JSON, in order. */
export function membersOf(text: string, start: number): Member[] {
  const members: Member[] = [];
  let at = skipBlanks(text, start + 1);
  while (at < text.length && text[at] !== '}') {
    const keyEnd = endOfString(text, at) + 1;
    const value = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = endOfValue(text, value);
    members.push({ start: at, end, value, key: String(JSON.parse(text.slice(at, keyEnd))) });
    at = afterComma(text, end);
  }
  return members;
}

/** The elements of the array at `start` of valid JSON. */
export function elementsOf(text: string, start: number): Span[] {
  const elements: Span[] = [];
  let at = skipBlanks(text, start + 1);
  while (at < text.length && text[at] !== ']') {
    const end = endOfValue(text, at);
    elements.push({ start: at, end });
    at = afterComma(text, end);
  }
  return elements;
}

/** The value at a path of keys, or null; keys must be unique. */
export function findValue(text: string, path: readonly string[]): Span | null {
  let start = skipBlanks(text, 0);
  for (const key of path) {
    if (text[start] !== '{') return null;
    const member = membersOf(text, start).find((one) => one.key === key);
    if (!member) return null;
    start = member.value;
  }
  return { start, end: endOfValue(text, start) };
}

/** Replaces a span. */
export function replaceSpan(text: string, span: Span, by: string): string {
  return text.slice(0, span.start) + by + text.slice(span.end);
}

/** Joins spans of a text between brackets, byte for byte. */
export function joinSpans(text: string, spans: readonly Span[], brackets: '[]' | '{}'): string {
  return brackets[0] + spans.map(({ start, end }) => text.slice(start, end)).join(',') + brackets[1];
}

function endOfValue(text: string, start: number): number {
  const first = text.charAt(start);
  if (first === '"') return endOfString(text, start) + 1;
  return '{['.includes(first) ? endOfContainer(text, start) : endOfScalar(text, start);
}

function endOfContainer(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') at = endOfString(text, at);
    else if ('{['.includes(char)) depth += 1;
    else if ('}]'.includes(char)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfScalar(text: string, start: number): number {
  let at = start;
  while (at < text.length && !',]}'.includes(text.charAt(at)) && !isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function afterComma(text: string, end: number): number {
  const at = skipBlanks(text, end);
  return text[at] === ',' ? skipBlanks(text, at + 1) : at;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
