import { createHash } from 'node:crypto';

/** Seconds for which a cache may give out what it has. */
const FRESH_SECONDS = 300;

export const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link, Retry-After',
} as const;

type Content = { body: string | Uint8Array<ArrayBuffer>; type: string; headers?: Record<string, string> };

/** Public content under the tag of its bytes; who has the same bytes already gets 304. */
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

/** If-None-Match compares weakly: a proxy that compressed the body marks the tag W/. */
function has(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
