import { closeSync, fdatasync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** Append-only file: a text that could not be written whole is truncated away. Synchronous. */
export class AppendFile {
  #fd: number;
  #bytes = 0;
  #dirty = false;
  #broken = false;

  /** Creates or empties the file. */
  constructor(readonly path: string) {
    this.#fd = openSync(path, 'w', 0o600);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws if the disk refuses the text; the file is then unchanged. */
  append(text: string): void {
    const bytes = Buffer.from(text);
    if (this.#broken) this.#takeBack();
    let written = 0;
    try {
      while (written < bytes.length) {
        written += writeSync(this.#fd, bytes, written, bytes.length - written, this.#bytes + written);
      }
    } catch (error) {
      this.#broken = true;
      throw error;
    }
    this.#bytes += bytes.length;
    this.#dirty = true;
  }

  empty(): void {
    ftruncateSync(this.#fd, 0);
    this.#bytes = 0;
  }

  /** fsync, off the event loop. */
  sync(): Promise<void> {
    if (!this.#dirty) return Promise.resolve();
    this.#dirty = false;
    return new Promise((resolve, reject) => fdatasync(this.#fd, (error) => (error ? reject(error) : resolve())));
  }

  close(): void {
    closeSync(this.#fd);
  }

  #takeBack(): void {
    ftruncateSync(this.#fd, this.#bytes);
    this.#broken = false;
  }
}
