/** Pieces of this length are kept; shorter ones are copied together, because each piece costs 200 bytes more. */
const PART_BYTES = 16 * 1024;
const BLOCK_BYTES_MAX = 64 * 1024;

/**
 * Rope of bytes with few parts: N bytes are at most 17 + N / 7,000 parts, however they are chunked, and take at most
 * twice their memory. A byte is copied at most twice. Unbounded; the owner limits `memory`.
 */
export class Pieces {
  #parts: Uint8Array[] = [];
  /** Block for short pieces, `#used` bytes of it taken. */
  #block: Buffer | null = null;
  #used = 0;
  #length = 0;
  #memory = 0;

  get length(): number {
    return this.#length;
  }

  /** Bytes of memory of the parts. */
  get memory(): number {
    return this.#memory;
  }

  add(piece: Uint8Array): void {
    const isKept = (this.#length === 0 || piece.length >= PART_BYTES) && isMostOfItsMemory(piece);
    if (isKept) this.#keep(piece);
    else this.#copy(piece);
  }

  /** Returns the bytes in order and empties the rope. */
  take(): Buffer[] {
    this.#closeBlock();
    const parts = this.#parts;
    this.clear();
    return parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  }

  clear(): void {
    this.#parts = [];
    this.#block = null;
    this.#used = 0;
    this.#length = 0;
    this.#memory = 0;
  }

  #keep(piece: Uint8Array): void {
    this.#closeBlock();
    this.#parts.push(piece);
    this.#length += piece.length;
    this.#memory += piece.length;
  }

  #copy(piece: Uint8Array): void {
    const left = (this.#block?.length ?? 0) - this.#used;
    const first = piece.subarray(0, left);
    const rest = piece.subarray(first.length);
    this.#write(first);
    if (rest.length === 0) return;
    this.#openBlock(rest.length);
    this.#write(rest);
  }

  #write(bytes: Uint8Array): void {
    this.#block?.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#length += bytes.length;
  }

  /** Doubling: as large as what has arrived, so that short pieces need few blocks. */
  #openBlock(least: number): void {
    this.#closeBlock();
    const bytes = Math.max(least, Math.min(BLOCK_BYTES_MAX, this.#length));
    // Not from Node's pool: a few bytes would retain it, and the memory may be transferred to another thread.
    this.#block = Buffer.allocUnsafeSlow(bytes);
    this.#memory += bytes;
  }

  #closeBlock(): void {
    const block = this.#block;
    if (block === null) return;
    this.#parts.push(this.#used === block.length ? block : new Uint8Array(block.subarray(0, this.#used)));
    this.#memory += this.#used - block.length;
    this.#block = null;
    this.#used = 0;
  }
}

/** A small view of a large buffer would retain all of it. */
function isMostOfItsMemory({ buffer, byteLength }: Uint8Array): boolean {
  return byteLength > 0 && buffer.byteLength <= 2 * byteLength;
}
