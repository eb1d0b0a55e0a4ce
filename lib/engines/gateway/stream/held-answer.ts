import type { ServerResponse } from 'node:http';
import { Pieces } from '@/lib/core/mcp/pieces';
import type { Full, Owner, Shares } from '@/lib/engines/gateway/http/budget';

/** Bytes of one answer that is read whole. */
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

/**
 * The part of an answer that is in memory, from its first byte until the client has taken its last: at most 16 MiB, and no
 * more than the owner's share of all answers.
 */
export class HeldAnswer {
  readonly #pieces = new Pieces();
  #bytes = 0;
  #taken = 0;

  constructor(
    readonly answers: Shares,
    readonly owner: Owner | null,
  ) {}

  /** Keeps a chunk; otherwise what is full, and nothing more is to be added. */
  add(chunk: Buffer): Full | 'answer' | null {
    this.#bytes += chunk.length;
    if (this.#bytes > ANSWER_BYTES_MAX) return 'answer';
    this.#pieces.add(chunk);
    return this.hold(this.#bytes - this.#pieces.length + this.#pieces.memory);
  }

  /** Counts so many bytes as held, in all. */
  hold(bytes: number): Full | null {
    if (!this.owner) return null;
    if (bytes < this.#taken) this.answers.give(this.owner, this.#taken - bytes);
    const full = bytes > this.#taken ? this.answers.take(this.owner, bytes - this.#taken) : null;
    if (full === null) this.#taken = bytes;
    return full;
  }

  /** Bytes that were kept. */
  get length(): number {
    return this.#bytes;
  }

  /** What was kept, in few parts and once: it stays counted, but not in memory. */
  take(): Buffer[] {
    return this.#pieces.take();
  }

  /** Gives everything back once the client has it, or is gone. */
  leave(res: ServerResponse): void {
    this.#pieces.clear();
    if (this.#taken === 0) return;
    if (res.writableFinished || res.destroyed) this.hold(0);
    else res.once('close', () => this.hold(0));
  }
}
