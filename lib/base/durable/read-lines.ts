import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 64 * 1024;
/** A longer line is damage: it is read as an empty one, to bound memory. */
const LINE_BYTES_MAX = 16 * 1024 * 1024;

/** `end`: offset after the line. `whole`: ended by a newline; a killed process may leave a partial last line. */
export type Line = { text: string; end: number; whole: boolean };

/** The lines of a file from an offset, streamed. Throws if the file cannot be read. */
export function* readLines(path: string, from = 0): Generator<Line> {
  const fd = openSync(path, 'r');
  try {
    let rest: Buffer[] = [];
    let length = 0;
    let offset = from;
    let at = from;
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const count = readSync(fd, chunk, 0, CHUNK_BYTES, at);
      if (count === 0) break;
      at += count;
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1 && end < count; end = chunk.indexOf(10, start)) {
        rest.push(chunk.subarray(start, end));
        length += end - start;
        offset += length + 1;
        yield { text: textOf(rest, length), end: offset, whole: true };
        rest = [];
        length = 0;
        start = end + 1;
      }
      rest.push(chunk.subarray(start, count));
      length += count - start;
      if (length > LINE_BYTES_MAX) rest = [];
    }
    if (length > 0) yield { text: textOf(rest, length), end: offset + length, whole: false };
  } finally {
    closeSync(fd);
  }
}

function textOf(parts: Buffer[], length: number): string {
  return length > LINE_BYTES_MAX ? '' : Buffer.concat(parts).toString('utf8');
}
