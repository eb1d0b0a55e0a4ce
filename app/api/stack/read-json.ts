import { AppError } from '@/lib/base/errors';

/** A hundred names of 150 characters, with room for what stands between them. */
const bytesMax = 32 * 1024;

/** The JSON of a request's body; read no further than its bound, and never taken for more than `unknown`. */
export async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new AppError('invalid', 'The request is longer than 32 KB.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid', 'The request is not JSON.', { cause });
  }
}
