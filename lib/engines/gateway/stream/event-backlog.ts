import { type Event, EventSplitter, TOO_LONG } from '@/lib/core/mcp/events';

/** Bytes that an event costs beside its text: of two bytes each, they would cost twenty times what they count. */
const EVENT_BYTES = 32;

/**
 * What has come of one stream and is not handed on yet, in order. Bytes are cut into events only when the events before
 * them were taken, so a chunk of many small events costs nothing until its turn. Unbounded by itself: the owner counts
 * `bytes` and pauses the server.
 */
export class EventBacklog {
  readonly #splitter = new EventSplitter();
  readonly #unread: Buffer[] = [];
  #events: Event[] = [];
  /** Number of `#events` that were taken. */
  #taken = 0;
  /** Bytes of `#unread`, of the events that were not taken, and of the one that was taken and not released. */
  #waitingBytes = 0;
  #takenBytes = 0;

  /** Bytes in memory, with those of an unfinished event. */
  get bytes(): number {
    return this.#splitter.memory + this.#waitingBytes;
  }

  get isEmpty(): boolean {
    return this.#unread.length === 0 && this.#taken === this.#events.length;
  }

  push(bytes: Buffer): void {
    this.#unread.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  /**
   * The next event; null where bytes had to be cut first: call it again. The event counts until `release`, by the length
   * that it has now: its memory may be handed to a worker, which leaves a length of 0. Throws where a short event is not
   * UTF-8.
   */
  next(): Event | null {
    const event = this.#events[this.#taken];
    if (event === undefined) {
      this.#cut();
      return null;
    }
    this.#taken += 1;
    this.#takenBytes = costOf(event);
    return event;
  }

  /** The event that was taken last is handed on, or left out. */
  release(): void {
    this.#waitingBytes -= this.#takenBytes;
    this.#takenBytes = 0;
  }

  clear(): void {
    this.#unread.length = 0;
    this.#events = [];
    this.#taken = 0;
  }

  #cut(): void {
    const bytes = this.#unread.shift();
    if (!bytes) return;
    this.#events = this.#splitter.push(bytes);
    this.#taken = 0;
    this.#waitingBytes += this.#events.reduce((sum, event) => sum + costOf(event), 0) - bytes.length;
  }
}

function costOf(event: Event): number {
  return event === TOO_LONG ? 0 : event.length + EVENT_BYTES;
}
