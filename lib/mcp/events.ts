// Server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

/** The line ends of one blank line; a lone CR counts as one only when no LF follows. */
const BLANK_LINE = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/g;
const LINE_END = /\r\n|\n|\r/;

/** Characters of one event that are still collected. */
const EVENT_LENGTH_MAX = 16 * 1024 * 1024;

/** Cuts a stream of bytes into whole events, each with its blank line, exactly as they were sent. */
export class EventSplitter {
  #decoder = new TextDecoder('utf-8', { fatal: true });
  #rest = '';

  /** The events that are complete after these bytes; throws on bytes that are not UTF-8 and on an event over 16 Mi characters. */
  push(bytes: Uint8Array): string[] {
    const searched = Math.max(0, this.#rest.length - 3);
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    const events: string[] = [];
    let start = 0;
    BLANK_LINE.lastIndex = searched;
    for (let end = BLANK_LINE.exec(this.#rest); end; end = BLANK_LINE.exec(this.#rest)) {
      events.push(this.#rest.slice(start, BLANK_LINE.lastIndex));
      start = BLANK_LINE.lastIndex;
    }
    if (start > 0) this.#rest = this.#rest.slice(start);
    if (this.#rest.length > EVENT_LENGTH_MAX) throw new Error('An event of the server is too long.');
    return events;
  }
}

/** The data of an event, its lines joined; null for an event without any. */
export function dataOf(event: string): string | null {
  const lines = event.split(LINE_END).filter((line) => line === 'data' || line.startsWith('data:'));
  return lines.length === 0 ? null : lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n');
}

/** The event with other data; id, retry and comments stay. */
export function withData(event: string, data: string): string {
  const kept = event.split(LINE_END).filter((line) => line !== '' && line !== 'data' && !line.startsWith('data:'));
  return `${[...kept, ...data.split('\n').map((line) => `data: ${line}`)].join('\n')}\n\n`;
}

/** The event with a name: some clients ignore events that carry none. */
export function withName(event: string): string {
  return /^event:?/m.test(event) ? event : `event: message\n${event.replace(/^[\r\n]+/, '')}`;
}
