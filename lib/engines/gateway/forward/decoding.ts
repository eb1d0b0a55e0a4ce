import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Flow } from './upstream';

/** Codings that are decoded although none was asked for. */
export type Coding = 'gzip' | 'deflate' | 'br';

const CODINGS: Readonly<Record<string, Coding>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'br' };

/** Decoded bytes for each coded one, beyond the first mebibyte: JSON and text stay far below, a bomb far above. */
const RATIO_MAX = 100;
const FREE_BYTES = 1024 * 1024;

/** What takes decoded bytes; after `ended` or `failed` nothing follows. */
export type Decoded = { bytes(part: Buffer): void; ended(): void; failed(): void };

type Inflater = ReturnType<typeof createGunzip>;

/** The coding that a Content-Encoding names, `none`, or `unknown` for what is not decoded. */
export function readCoding(name: string): Coding | 'none' | 'unknown' {
  if (name === '') return 'none';
  return Object.hasOwn(CODINGS, name) ? (CODINGS[name] ?? 'unknown') : 'unknown';
}

/**
 * Decodes a body as it arrives: every decoded byte is handed on as soon as it is known, at most a hundred for each coded
 * one. The body ends where its framing ends, so `ended` only follows `end()`: a byte behind the coded data fails. Holds
 * some 64 KiB; pauses `source` while the receiver has paused it.
 */
export class Decoder implements Flow {
  #inflater: Inflater | null = null;
  #in = 0;
  #out = 0;
  /** The last coded byte has come. */
  #isWhole = false;
  #over = false;

  constructor(
    readonly coding: Coding,
    readonly source: Flow,
    readonly decoded: Decoded,
  ) {}

  push(part: Buffer): void {
    if (this.#over || part.length === 0) return;
    this.#in += part.length;
    this.#inflater ??= this.#begin(part);
    if (!this.#inflater.write(part)) this.source.pause();
  }

  /** No more will come. */
  end(): void {
    if (this.#over) return;
    this.#isWhole = true;
    if (this.#inflater) this.#inflater.end();
    else this.#finish()?.ended();
  }

  /** Hands nothing more on. */
  stop(): void {
    this.#over = true;
    this.#inflater?.destroy();
  }

  pause(): void {
    this.#inflater?.pause();
  }

  resume(): void {
    this.#inflater?.resume();
  }

  #begin(first: Buffer): Inflater {
    const inflater = inflaterFor(this.coding, first);
    inflater.on('data', (part: Buffer) => this.#take(part));
    inflater.on('drain', () => this.source.resume());
    inflater.on('end', () => this.#endOf(inflater));
    inflater.on('error', () => this.#finish()?.failed());
    return inflater;
  }

  /** zlib ends at the end of the coded data and says nothing of the bytes behind it. */
  #endOf({ bytesWritten }: Inflater): void {
    const isAllRead = this.#isWhole && bytesWritten === this.#in;
    const decoded = this.#finish();
    if (isAllRead) decoded?.ended();
    else decoded?.failed();
  }

  #take(part: Buffer): void {
    if (this.#over) return;
    this.#out += part.length;
    if (this.#out > FREE_BYTES + this.#in * RATIO_MAX) this.#finish()?.failed();
    else this.decoded.bytes(part);
  }

  #finish(): Decoded | null {
    if (this.#over) return null;
    this.stop();
    return this.decoded;
  }
}

function inflaterFor(coding: Coding, first: Buffer): Inflater {
  // Events must not wait for the block they are in.
  const zlib = { flush: constants.Z_SYNC_FLUSH };
  if (coding === 'gzip') return createGunzip(zlib);
  if (coding === 'br') return createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH });
  // Servers send deflate with zlib's header, as the standard says, and without it.
  return ((first[0] ?? 0) & 0x0f) === 0x08 ? createInflate(zlib) : createInflateRaw(zlib);
}
