// Server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

/** The line ends of one blank line; a lone CR counts as one only when no LF follows. */
const BLANK_LINE = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/g;
const LINE_END = /\r\n|\n|\r/;

/** Characters of the longest blank line, less one: it may have begun in what came before. */
const TAIL_LENGTH = 3;

/** Characters of one event that are still collected. */
const EVENT_LENGTH_MAX = 16 * 1024 * 1024;

/** An event that was longer than is collected; its bytes were dropped. */
export const TOO_LONG = Symbol('an event that is too long');

/** Cuts a stream of bytes into whole events, each with its blank line, exactly as they were sent. */
export class EventSplitter {
  #decoder = new TextDecoder('utf-8', { fatal: true });
  /** What no event is made of yet, in pieces: joining them for every chunk would be quadratic. */
  #pieces: string[] = [];
  #length = 0;
  #tail = '';
  /** What has come of the event under way is too long already. */
  #skipping = false;

  /** Characters that are held. */
  get length(): number {
    return this.#length;
  }

  /**
   * The events that are complete after these bytes, TOO_LONG in the place of each over 16 Mi characters. Throws on bytes
   * that are not UTF-8.
   */
  push(bytes: Uint8Array): (string | typeof TOO_LONG)[] {
    const text = this.#decoder.decode(bytes, { stream: true });
    const before = this.#length - this.#tail.length;
    const near = this.#tail + text;
    this.#keep(text, near);
    BLANK_LINE.lastIndex = 0;
    const events = BLANK_LINE.test(near) ? this.#cut(before) : [];
    if (this.#length > EVENT_LENGTH_MAX) this.#skipping = true;
    if (this.#skipping) {
      this.#pieces = [this.#tail];
      this.#length = this.#tail.length;
    }
    return events;
  }

  #keep(text: string, near: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    this.#tail = near.slice(-TAIL_LENGTH);
  }

  /** Cuts what has come so far at every blank line; no line before `searched` is one. */
  #cut(searched: number): (string | typeof TOO_LONG)[] {
    const whole = this.#pieces.join('');
    const events: (string | typeof TOO_LONG)[] = [];
    let start = 0;
    BLANK_LINE.lastIndex = searched;
    for (let end = BLANK_LINE.exec(whole); end; end = BLANK_LINE.exec(whole)) {
      const isTooLong = this.#skipping || BLANK_LINE.lastIndex - start > EVENT_LENGTH_MAX;
      events.push(isTooLong ? TOO_LONG : whole.slice(start, BLANK_LINE.lastIndex));
      this.#skipping = false;
      start = BLANK_LINE.lastIndex;
    }
    this.#pieces = [];
    this.#length = 0;
    const rest = whole.slice(start);
    this.#keep(rest, rest);
    return events;
  }
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
 * ids and comments with a character in them that ends a line for some. In data such a character stands within a string,
 * where a line end makes it no JSON. Empty where nothing is left.
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

/** The event with other data; id, retry and comments stay. */
export function withData(event: string, data: string): string {
  const kept = event.split(LINE_END).filter((line) => line !== '' && line !== 'data' && !line.startsWith('data:'));
  return `${[...kept, ...data.split(LINE_END).map((line) => `data: ${line}`)].join('\n')}\n\n`;
}

/** The event without data, which no client takes for a message; its id stays, so that a client resumes behind it. */
export function withoutData(event: string): string {
  const kept = event.split(LINE_END).filter((line) => line.startsWith('id:') || line.startsWith('retry:'));
  return kept.length === 0 ? '' : `${kept.join('\n')}\n\n`;
}

/** Whether a client can resume a stream behind this event. */
export function hasId(event: string): boolean {
  return /(?:^|[\r\n])id:/.test(event);
}

/** The event with a name: some clients ignore events that carry none. */
export function withName(event: string): string {
  return /(?:^|[\r\n])event(?::|[\r\n])/.test(event) ? event : `event: message\n${event.replace(/^[\r\n]+/, '')}`;
}
