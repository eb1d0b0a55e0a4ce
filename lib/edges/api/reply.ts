import { createHash } from 'node:crypto';

/** max-age, in seconds. */
const FRESH_SECONDS = 300;

export const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link, Retry-After',
} as const;

type Content = { body: string | Uint8Array<ArrayBuffer>; type: string; headers?: Record<string, string> };

/** A public response with a strong ETag; 304 for If-None-Match. */
export function reply(request: Request, { body, type, headers }: Content): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const all = {
    'content-type': type,
    'cache-control': `public, max-age=${FRESH_SECONDS}`,
    etag,
    ...cors,
    ...headers,
  };
  if (has(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers: all });
  return new Response(body, { headers: all });
}

/** If-None-Match compares weakly: a compressing proxy marks the tag W/. */
function has(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
