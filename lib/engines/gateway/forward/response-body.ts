import { type Framing, UnreadableHttp } from './response-head';

/** Takes the bytes that follow an answer's head. */
export interface Body {
  /** Whether the body is over without any byte. */
  readonly isOver: boolean;
  /**
   * Hands on what belongs to the body. The number of bytes that were used: fewer than came, or `isOver`, mean that the body
   * has ended. Throws UnreadableHttp on bytes that are no such body.
   */
  push(bytes: Buffer, sink: (part: Buffer) => void): number;
  /** Whether a body that the server ends here by closing the connection is whole. */
  isWholeAtClose(): boolean;
}

export function createBody(framing: Framing): Body {
  switch (framing.kind) {
    case 'none':
      return new CountedBody(0);
    case 'length':
      return new CountedBody(framing.bytes);
    case 'chunked':
      return new ChunkedBody();
    case 'close':
      return new CountedBody(Number.POSITIVE_INFINITY);
  }
}

class CountedBody implements Body {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isOver(): boolean {
    return this.#left === 0;
  }

  push(bytes: Buffer, sink: (part: Buffer) => void): number {
    const used = Math.min(bytes.length, this.#left);
    this.#left -= used;
    if (used > 0) sink(used === bytes.length ? bytes : bytes.subarray(0, used));
    return used;
  }

  isWholeAtClose(): boolean {
    return this.#left === Number.POSITIVE_INFINITY;
  }
}

/** Bytes of a chunk's size with its extensions, which nobody uses. */
const SIZE_LINE_MAX = 256;
/** Bytes of all trailer fields, which are not read. */
const TRAILERS_MAX = 16 * 1024;
const SIZE_LINE = /^([0-9A-Fa-f]{1,8})(?:[\t ]*;[\t\x20-\x7e\x80-\xff]*)?$/;
const TRAILER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*$/;
const LF = 0x0a;
/** Chunks that a body may have, and one more for every 16 bytes: small chunks cost more than their bytes. */
const CHUNKS = 10_000;
const CHUNK_BYTES = 16;

type ChunkState = 'size' | 'data' | 'after data' | 'trailers' | 'over';

/** RFC 9112, section 7.1. */
class ChunkedBody implements Body {
  #state: ChunkState = 'size';
  /** Bytes of the chunk that have yet to come. */
  #left = 0;
  /** A line that has come in part. */
  #line: Buffer | null = null;
  #trailerBytes = 0;
  #chunks = 0;
  #bytes = 0;

  get isOver(): boolean {
    return this.#state === 'over';
  }

  push(bytes: Buffer, sink: (part: Buffer) => void): number {
    const parts: Buffer[] = [];
    let at = 0;
    while (at < bytes.length && this.#state !== 'over') {
      at = this.#state === 'data' ? this.#takeData(bytes, at, parts) : this.#takeLine(bytes, at);
    }
    const [first] = parts;
    // What came together is handed on together: each part costs its receivers as much as a kilobyte.
    if (first) sink(parts.length === 1 ? first : Buffer.concat(parts));
    return at;
  }

  isWholeAtClose(): boolean {
    return false;
  }

  #takeData(bytes: Buffer, at: number, parts: Buffer[]): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#left -= end - at;
    this.#bytes += end - at;
    if (this.#left === 0) this.#state = 'after data';
    parts.push(bytes.subarray(at, end));
    return end;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const found = bytes.indexOf(LF, at);
    const end = found === -1 ? bytes.length : found + 1;
    const max = this.#state === 'trailers' ? TRAILERS_MAX : SIZE_LINE_MAX;
    // Copied together at once: text grows by a piece of its own for each byte that comes alone.
    const whole = this.#line ? Buffer.concat([this.#line, bytes.subarray(at, end)]) : bytes.subarray(at, end);
    if (whole.length > max) throw new UnreadableHttp('a line between chunks is too long');
    this.#line = found === -1 ? Buffer.from(whole) : null;
    if (found === -1) return end;
    const line = whole.toString('latin1');
    if (!line.endsWith('\r\n')) throw new UnreadableHttp('a line between chunks does not end with CR LF');
    this.#read(line.slice(0, -2));
    return end;
  }

  #read(line: string): void {
    if (this.#state === 'size') this.#readSize(line);
    else if (this.#state === 'after data') this.#readEmpty(line);
    else this.#readTrailer(line);
  }

  #readSize(line: string): void {
    const digits = SIZE_LINE.exec(line)?.[1];
    if (digits === undefined) throw new UnreadableHttp('a chunk has no size');
    this.#chunks += 1;
    if (this.#chunks > CHUNKS + this.#bytes / CHUNK_BYTES) throw new UnreadableHttp('its chunks are too small');
    this.#left = Number.parseInt(digits, 16);
    this.#state = this.#left === 0 ? 'trailers' : 'data';
  }

  #readEmpty(line: string): void {
    if (line !== '') throw new UnreadableHttp('a chunk is longer than its size');
    this.#state = 'size';
  }

  #readTrailer(line: string): void {
    this.#trailerBytes += line.length;
    if (this.#trailerBytes > TRAILERS_MAX) throw new UnreadableHttp('the trailers are too long');
    if (line === '') this.#state = 'over';
    else if (!TRAILER.test(line)) throw new UnreadableHttp('a trailer field is malformed');
  }
}
