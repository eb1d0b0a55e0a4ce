import { missing } from '@/app/formats/missing';
import { env } from '@/lib/base/env';
import { AppError, notFound } from '@/lib/base/errors';
import { log } from '@/lib/base/log';
import type { Endpoint } from '@/lib/edges/api/endpoint';
import { endpoints } from '@/lib/edges/api/endpoints';
import { openApi } from '@/lib/edges/api/openapi';
import { cors, reply } from '@/lib/edges/api/reply';
import { countVisit } from '@/lib/edges/api/visits';
import { addressIn } from '@/lib/edges/auth/forwarded';

type Context = { params: Promise<{ path: string[] }> };

/** The read API: lib/edges/api/endpoints says what there is. It knows the catalogue and nobody who is signed in. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    await countVisit('api', addressIn(request.headers.get('x-forwarded-for'), env().TRUSTED_PROXIES));
    const answer = await read(request, (await params).path);
    return reply(request, { body: `${JSON.stringify(answer, null, 2)}\n`, type: 'application/json; charset=utf-8' });
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'the read API failed');
    return missing('json', error);
  }
}

const methods = 'GET, HEAD, OPTIONS';

/** The read API writes nothing. RFC 9110 has a 405 say what is possible. */
function refuse(): Response {
  const title = 'The read API supports GET only.';
  const headers = { ...cors, allow: methods, 'cache-control': 'no-store', 'content-type': 'application/problem+json' };
  return Response.json({ status: 405, title }, { status: 405, headers });
}

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT };

/** Browsers ask before they send If-None-Match to another origin. */
export function OPTIONS(): Response {
  const headers = {
    ...cors,
    allow: methods,
    'access-control-allow-methods': methods,
    'access-control-allow-headers': 'If-None-Match',
    'access-control-max-age': '86400',
  };
  return new Response(null, { status: 204, headers });
}

async function read(request: Request, path: readonly string[]): Promise<object> {
  const origin = env().PUBLIC_URL;
  if (path.join('/') === 'openapi.json') return openApi(endpoints, origin);
  for (const endpoint of endpoints) {
    const named = match(endpoint, path);
    if (named) return endpoint.read(withQuery(named, request), origin);
  }
  throw notFound('address');
}

/** The parameters in the path; undefined: it is another address. */
function match(endpoint: Endpoint, path: readonly string[]): [string, string][] | undefined {
  const parts = endpoint.path.slice(1).split('/');
  if (parts.length !== path.length) return undefined;
  const named: [string, string][] = [];
  for (const [index, part] of parts.entries()) {
    const given = path[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name) named.push([name, given]);
    else if (part !== given) return undefined;
  }
  return named;
}

/** A name that a stranger wrote, as far as it is told. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}

function withQuery(named: readonly [string, string][], request: Request): object {
  const all = [...named, ...new URL(request.url).searchParams];
  const names = new Set<string>();
  for (const [name] of all) {
    if (names.has(name)) throw new AppError('invalid', `${shown(name)} must be said once.`);
    names.add(name);
  }
  return Object.fromEntries(all);
}
