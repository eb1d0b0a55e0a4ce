import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Full } from './budget';
import type { Head } from './head';

/** Bytes of a refused body that are still read and dropped: closing under a client that sends would lose our answer. */
const DROPPED_BYTES_MAX = 64 * 1024 * 1024;
/** The same of a body that came without a valid grant. */
const STRANGERS_BYTES_MAX = 1024 * 1024;

/** Pieces that a body may come in, and one more for every 64 bytes: each piece costs as much as a kilobyte. */
const PIECES = 1_000;
const PIECE_BYTES = 64;

/** After this time a body must have come at the least rate, in bytes a second. */
const GRACE_MS = 10_000;
const RATE_MIN = 8 * 1024;

/** Pieces of this length are kept as they are; shorter ones are written into blocks, so that a body has few parts. */
const PART_BYTES = 16 * 1024;
const BLOCK_BYTES = 64 * 1024;

export type BodyProblem = 'too large' | 'too slow' | 'too many pieces' | 'gone' | Full;

/** Shorter waits are not worth a timer: they let through less than a megabyte. */
const WAIT_MS_MIN = 50;
const WAIT_MS_MAX = 2_000;

/** Counts bytes that came; answers with the milliseconds for which no more should be read. */
type Count = (bytes: number) => number;

type Limits = {
  bytesMax: number;
  /** Counts memory before it is taken. */
  hold(bytes: number): Full | null;
  count: Count;
};

function slowDown(req: IncomingMessage, waitMs: number): void {
  if (waitMs < WAIT_MS_MIN || req.isPaused()) return;
  req.pause();
  // What has come so far must not outlive its connection.
  const forget = () => clearTimeout(timer);
  const timer = setTimeout(
    () => {
      req.off('close', forget);
      req.resume();
    },
    Math.min(waitMs, WAIT_MS_MAX),
  );
  req.once('close', forget);
}

/**
 * Reads a body whole, in parts that nobody has copied where they are long. The limit counts what really arrives;
 * Content-Length is only believed when it is too large. Never rejects; a client that left before is 'gone' at once.
 */
export function readBody(req: IncomingMessage, head: Head, limits: Limits): Promise<Buffer[] | BodyProblem> {
  return new Promise((resolve) => {
    const body = new Body(limits, Number(head['content-length'] ?? 0));
    const startedAt = performance.now();
    const timer = setInterval(() => {
      if (isTooSlow(body.bytes, performance.now() - startedAt)) settle('too slow');
    }, 1_000);
    const settle = (result: Buffer[] | BodyProblem) => {
      clearInterval(timer);
      if (typeof result === 'string') body.forget();
      resolve(result);
    };
    if (body.isDeclaredTooLarge) settle('too large');
    // It left while the request waited for its turn: no further event says so.
    if (req.destroyed) settle('gone');
    req.on('data', (chunk: Buffer) => {
      const problem = body.add(chunk);
      // What is refused for its pieces is not to wait with thousands of them in memory.
      if (!body.isInPieces) slowDown(req, limits.count(chunk.length));
      if (problem === null) return;
      settle(problem);
      if (body.goesOnPast(DROPPED_BYTES_MAX)) req.destroy();
    });
    req.on('end', () => settle(body.whole()));
    req.on('close', () => settle('gone'));
  });
}

/** Reads and drops the body of a request that was refused before; what goes on too long is cut off. */
export function dropBody(req: IncomingMessage, isKnown: boolean, count: Count): void {
  const counted = new Body({ bytesMax: 0, hold: () => null, count }, 0);
  const bytesMax = isKnown ? DROPPED_BYTES_MAX : STRANGERS_BYTES_MAX;
  req.on('data', (chunk: Buffer) => {
    counted.add(chunk);
    if (!counted.isInPieces) slowDown(req, count(chunk.length));
    if (counted.goesOnPast(bytesMax)) req.destroy();
  });
}

/**
 * Drops the pieces of a body beyond twice what it may come in, as they come off the parser: until somebody reads them, each
 * would be kept with a hundred times its size. Whoever reads the body has refused it by then.
 */
export function boundPieces(req: Readable): void {
  const push = req.push.bind(req);
  let pieces = 0;
  let bytes = 0;
  req.push = (piece: Buffer | null, encoding?: BufferEncoding) => {
    if (piece === null) return push(null);
    pieces += 1;
    bytes += piece.length;
    return pieces > 2 * piecesFor(bytes) + 1 || push(piece, encoding);
  };
}

function piecesFor(bytes: number): number {
  return PIECES + bytes / PIECE_BYTES;
}

function isTooSlow(bytes: number, elapsedMs: number): boolean {
  return bytes < ((elapsedMs - GRACE_MS) / 1_000) * RATE_MIN;
}

/** The bytes of a body as they come. Memory grows with them: no part is ever copied into a larger one. */
class Body {
  bytes = 0;
  #pieces = 0;
  #problem: BodyProblem | null = null;
  #parts: Buffer[] = [];
  /** Memory for short pieces, of which `#used` bytes are taken. */
  #block: Buffer | null = null;
  #used = 0;

  constructor(
    readonly limits: Limits,
    readonly declared: number,
  ) {
    if (this.isDeclaredTooLarge) this.#problem = 'too large';
  }

  get isDeclaredTooLarge(): boolean {
    return this.declared > this.limits.bytesMax;
  }

  /** Whether even dropping the rest would cost too much. */
  goesOnPast(bytesMax: number): boolean {
    return this.bytes > bytesMax || this.#pieces > 2 * piecesFor(this.bytes);
  }

  /** Whether it comes in too many pieces. */
  get isInPieces(): boolean {
    return this.#pieces > piecesFor(this.bytes);
  }

  add(chunk: Buffer): BodyProblem | null {
    const before = this.bytes;
    this.bytes += chunk.length;
    this.#pieces += 1;
    if (this.isInPieces) this.#problem ??= 'too many pieces';
    if (this.bytes > this.limits.bytesMax) this.#problem ??= 'too large';
    this.#problem ??= this.#keep(chunk, before);
    return this.#problem;
  }

  whole(): Buffer[] {
    this.#closeBlock();
    return this.#parts;
  }

  forget(): void {
    this.#parts = [];
    this.#block = null;
    this.#problem ??= 'gone';
  }

  #keep(chunk: Buffer, before: number): Full | null {
    if (before === 0 || chunk.length >= PART_BYTES) {
      this.#closeBlock();
      const full = this.limits.hold(chunk.length);
      if (!full) this.#parts.push(chunk);
      return full;
    }
    const left = (this.#block?.length ?? 0) - this.#used;
    const full = chunk.length > left ? this.#openBlock(before, chunk.length) : null;
    if (!full && this.#block) this.#used += chunk.copy(this.#block, this.#used);
    return full;
  }

  #openBlock(before: number, least: number): Full | null {
    this.#closeBlock();
    const bytes = Math.max(least, Math.min(BLOCK_BYTES, this.#bytesExpected() - before));
    const full = this.limits.hold(bytes);
    // Not from the pool: a body may be handed to another thread with its memory.
    if (!full) this.#block = Buffer.allocUnsafeSlow(bytes);
    return full;
  }

  #closeBlock(): void {
    if (this.#block && this.#used > 0) this.#parts.push(this.#block.subarray(0, this.#used));
    this.#block = null;
    this.#used = 0;
  }

  #bytesExpected(): number {
    return this.declared > 0 ? this.declared : this.limits.bytesMax;
  }
}
