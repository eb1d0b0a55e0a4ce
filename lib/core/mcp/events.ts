// Server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

import { readUtf8 } from './json';
import { Pieces } from './pieces';

/** The line ends of one blank line; a lone CR counts as one only when no LF follows. */
const BLANK_LINE = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/g;
const LINE_END = /\r\n|\n|\r/;

/** Bytes of the longest blank line, less one: it may start in the previous chunk. */
const TAIL_LENGTH = 3;

/** Bytes of one event that are buffered. */
const EVENT_BYTES_MAX = 16 * 1024 * 1024;
/** Bytes of an event that is read on the main thread (about a millisecond). */
export const SHORT_EVENT_BYTES = 32 * 1024;

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** Placeholder for an event over the limit, whose bytes were dropped. */
export const TOO_LONG = Symbol('an event that is too long');

/** Text up to 32 KiB; undecoded bytes above. */
export type Event = string | Buffer | typeof TOO_LONG;

/**
 * Splits a byte stream into whole events, each with its blank line, byte for byte. Buffers one unfinished event of at
 * most 16 MiB, in at most twice its memory. Linear in the bytes, however they are chunked.
 */
export class EventSplitter {
  /** The unfinished event, in pieces: joining them for every chunk would be quadratic. */
  readonly #pieces = new Pieces();
  /** One character per byte: line ends are single bytes in UTF-8. */
  #tail = '';
  #isFirst = true;
  /** The current event is already over the limit. */
  #skipping = false;

  /** Bytes of memory held. */
  get memory(): number {
    return this.#pieces.memory;
  }

  /** The events that these bytes complete, TOO_LONG for each over 16 MiB. Throws if a short event is not UTF-8. */
  push(bytes: Uint8Array): Event[] {
    const near = this.#tail + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    this.#keep(bytes, near);
    BLANK_LINE.lastIndex = 0;
    const events = BLANK_LINE.test(near) ? this.#cut(near) : [];
    if (this.#pieces.length > EVENT_BYTES_MAX) this.#skipping = true;
    if (this.#skipping) {
      this.#pieces.clear();
      this.#pieces.add(Buffer.from(this.#tail, 'latin1'));
    }
    return events;
  }

  #keep(bytes: Uint8Array, near: string): void {
    this.#pieces.add(bytes);
    this.#tail = near.slice(-TAIL_LENGTH);
  }

  /** Cuts the buffer at every blank line; all of them are in `near`, its end. */
  #cut(near: string): Event[] {
    const whole = Buffer.concat(this.#pieces.take());
    const before = whole.length - near.length;
    const [first = 0, ...others] = endsIn(near);
    // Only the first event may be long; the others arrived within one chunk.
    const end = before + (others.at(-1) ?? first);
    const event = this.#eventOf(whole.subarray(0, before + first));
    const events: Event[] = [event, ...shortEventsIn(whole.subarray(before + first, end))];
    const rest = whole.subarray(end);
    // A copy: the memory of a long event may be transferred to another thread.
    this.#keep(new Uint8Array(rest), rest.toString('latin1'));
    return events;
  }

  #eventOf(bytes: Buffer): Event {
    const isFirst = this.#isFirst;
    const isTooLong = this.#skipping || bytes.length > EVENT_BYTES_MAX;
    this.#isFirst = false;
    this.#skipping = false;
    if (isTooLong) return TOO_LONG;
    const event = isFirst && bytes.indexOf(BYTE_ORDER_MARK) === 0 ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
    return event.length > SHORT_EVENT_BYTES ? event : textOf(event);
  }
}

/** End offsets of the blank lines of a text. */
function endsIn(text: string): number[] {
  const ends: number[] = [];
  BLANK_LINE.lastIndex = 0;
  while (BLANK_LINE.test(text)) ends.push(BLANK_LINE.lastIndex);
  return ends;
}

/** The short events of a buffer. Decoded in one call: a call per event costs as much as all together. */
function shortEventsIn(bytes: Buffer): Event[] {
  const text = textOf(bytes);
  let start = 0;
  return endsIn(text).map((end) => {
    const event = text.slice(start, end);
    start = end;
    return event.length > SHORT_EVENT_BYTES ? Buffer.from(event) : event;
  });
}

function textOf(bytes: Buffer): string {
  const text = readUtf8(bytes);
  if (text === null) throw new Error('The events are not UTF-8.');
  return text;
}

/** A line of a known field, a comment, or nothing. */
const KNOWN_LINE = /^(?:data|event|id|retry)?(?::|$)/;
/** What some readers treat as the end of a line (as Python's `splitlines` does) or of a text. */
const SEPARATOR = /(?!\t)[\p{Cc}\u2028\u2029]/u;
/** A line end by the standard, and none for readers that split at LF. */
const LONE_CR = /\r(?!\n)/;

/**
 * The event in a form that every reader splits into the same lines; unchanged if it already is. Lines without a known
 * field are dropped, because a reader that trims, ignores case or strips a byte order mark would find data in them. So
 * are names, ids and comments with a character that ends a line for some readers. In data such a character is inside a
 * string: see `toOneLine`. '' if nothing is left.
 */
export function plainEvent(event: string): string {
  const lines = event.split(LINE_END);
  const kept = lines.filter(isPlainLine);
  if (kept.length === lines.length && !(event.includes('\r') && LONE_CR.test(event))) return event;
  const said = kept.filter((line) => line !== '');
  return said.length === 0 ? '' : `${said.join('\n')}\n\n`;
}

function isPlainLine(line: string): boolean {
  return KNOWN_LINE.test(line) && (line.startsWith('data') || !SEPARATOR.test(line));
}

/** The data of an event, lines joined; null: none. */
export function dataOf(event: string): string | null {
  const lines = event.split(LINE_END).filter((line) => line === 'data' || line.startsWith('data:'));
  return lines.length === 0 ? null : lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n');
}

/** The event without data. Its id stays, so that a client resumes after it. */
export function withoutData(event: string): string {
  const kept = event.split(LINE_END).filter((line) => line.startsWith('id:') || line.startsWith('retry:'));
  return kept.length === 0 ? '' : `${kept.join('\n')}\n\n`;
}

/** The event without its data and blank line, lines joined. */
export function frameOf(event: string): string {
  return event
    .split(LINE_END)
    .filter((line) => line !== '' && line !== 'data' && !line.startsWith('data:'))
    .join('\n');
}

/** Whether a client can resume a stream after this event. */
export function hasId(event: string): boolean {
  // An empty id resets the last event ID.
  return /(?:^|[\r\n])id:(?: [^\r\n]|[^ \r\n])/.test(event);
}

/** Adds an event name: some clients ignore events without one. */
export function withName(event: string): string {
  return /(?:^|[\r\n])event(?::|[\r\n])/.test(event) ? event : `event: message\n${event.replace(/^[\r\n]+/, '')}`;
}
