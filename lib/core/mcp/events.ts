// Server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

import { readUtf8 } from './json';
import { Pieces } from './pieces';

/** The line ends of one blank line; a lone CR counts as one only when no LF follows. */
const BLANK_LINE = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/g;
const LINE_END = /\r\n|\n|\r/;

/** Bytes of the longest blank line, less one: it may have begun in what came before. */
const TAIL_LENGTH = 3;

/** Bytes of one event that are still collected. */
const EVENT_BYTES_MAX = 16 * 1024 * 1024;
/** Bytes of an event that is read on the main thread: about a millisecond. */
export const SHORT_EVENT_BYTES = 32 * 1024;

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** An event that was longer than is collected; its bytes were dropped. */
export const TOO_LONG = Symbol('an event that is too long');

/** Up to 32 KiB as text, above that as bytes that were not decoded. */
export type Event = string | Buffer | typeof TOO_LONG;

/**
 * Cuts a stream of bytes into whole events, each with its blank line, exactly as they were sent. Holds one unfinished event
 * of at most 16 MiB, in at most twice its memory. Linear in the bytes that come, however they are divided.
 */
export class EventSplitter {
  /** What no event is made of yet, in pieces: joining them for every chunk would be quadratic. */
  readonly #pieces = new Pieces();
  /** One character a byte: line ends are bytes of their own in UTF-8. */
  #tail = '';
  #isFirst = true;
  /** What has come of the event under way is too long already. */
  #skipping = false;

  /** Bytes of memory that are held. */
  get memory(): number {
    return this.#pieces.memory;
  }

  /**
   * The events that are complete after these bytes, TOO_LONG in the place of each over 16 MiB. Throws where a short one is
   * not UTF-8.
   */
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

  /** Cuts what has come so far at every blank line; all of them are in `near`, which is the end of it. */
  #cut(near: string): Event[] {
    const whole = Buffer.concat(this.#pieces.take());
    const before = whole.length - near.length;
    const [first = 0, ...others] = endsIn(near);
    // The first may be long; the others came whole within one piece.
    const end = before + (others.at(-1) ?? first);
    const event = this.#eventOf(whole.subarray(0, before + first));
    const events: Event[] = [event, ...shortEventsIn(whole.subarray(before + first, end))];
    const rest = whole.subarray(end);
    // A copy: the memory of a long event may be handed to another thread.
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

/** Where the blank lines of a text end. */
function endsIn(text: string): number[] {
  const ends: number[] = [];
  BLANK_LINE.lastIndex = 0;
  while (BLANK_LINE.test(text)) ends.push(BLANK_LINE.lastIndex);
  return ends;
}

/** The events of bytes that end with one. Decoded together: decoding each small one would cost as much as all of them. */
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
/** What some reader takes for the end of a line, as Python's `splitlines` does, or of a text. */
const SEPARATOR = /(?!\t)[\p{Cc}\u2028\u2029]/u;
/** A line end to readers by the standard, and none to those that look for LF. */
const LONE_CR = /\r(?!\n)/;

/**
 * The event as every reader splits it into the same lines: the very text where it is so already. Lines that no field
 * begins go, since a reader that trims, ignores case or takes off a byte order mark would find data in them; so do names,
 * ids and comments with a character in them that ends a line for some. In data such a character stands within a string:
 * see `toOneLine`. Empty where nothing is left.
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

/** The data of an event, its lines joined; null for an event without any. */
export function dataOf(event: string): string | null {
  const lines = event.split(LINE_END).filter((line) => line === 'data' || line.startsWith('data:'));
  return lines.length === 0 ? null : lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n');
}

/** The event without data, which no client takes for a message; its id stays, so that a client resumes behind it. */
export function withoutData(event: string): string {
  const kept = event.split(LINE_END).filter((line) => line.startsWith('id:') || line.startsWith('retry:'));
  return kept.length === 0 ? '' : `${kept.join('\n')}\n\n`;
}

/** Everything of an event but its data and its end, its lines joined. */
export function frameOf(event: string): string {
  return event
    .split(LINE_END)
    .filter((line) => line !== '' && line !== 'data' && !line.startsWith('data:'))
    .join('\n');
}

/** Whether a client can resume a stream behind this event. */
export function hasId(event: string): boolean {
  // An empty id says that there is none.
  return /(?:^|[\r\n])id:(?: [^\r\n]|[^ \r\n])/.test(event);
}

/** The event with a name: some clients ignore events that carry none. */
export function withName(event: string): string {
  return /(?:^|[\r\n])event(?::|[\r\n])/.test(event) ? event : `event: message\n${event.replace(/^[\r\n]+/, '')}`;
}
