import type { IncomingMessage } from 'node:http';
import type { Head } from './head';

/** Below the 4 MiB that official servers accept: beyond, they cut the connection without an answer. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;

/** Bytes of a refused body that are still read and dropped: closing under a client that sends would lose our answer. */
const DROPPED_BYTES_MAX = 64 * 1024 * 1024;

/** Reads a body whole. The limit counts what really arrives; Content-Length is only believed when it is too large. */
export function readBody(req: IncomingMessage, head: Head): Promise<Buffer | 'too large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = Number(head['content-length'] ?? 0) > BODY_BYTES_MAX ? BODY_BYTES_MAX + 1 : 0;
    const declaredTooLarge = bytes > 0;
    if (declaredTooLarge) resolve('too large');
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_BYTES_MAX) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve('too large');
      if (bytes > DROPPED_BYTES_MAX) req.destroy();
    });
    req.on('end', () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks));
    });
    req.on('close', () => resolve('gone'));
  });
}
