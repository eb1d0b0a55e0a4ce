import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One version of a server as the registry keeps it. */
export type RegistryRow = {
  server: { name: string; version: string; [key: string]: unknown };
  status?: 'active' | 'deprecated' | 'deleted';
  isLatest?: boolean;
  publishedAt?: string;
  updatedAt?: string;
};

/** Answers one request instead of the registry. */
type Fault = (req: IncomingMessage, res: ServerResponse) => void;

export type LocalRegistry = {
  url: string;
  /** Its contents; may change between requests. */
  rows: RegistryRow[];
  /** Each answers one of the next requests. */
  faults: Fault[];
  /** Requested paths with query, in order. */
  asked: string[];
  /** Number of the first request, from 1, that gets no answer. */
  silentFrom: number | undefined;
  /** Answers 304 if the ETag is the page's. */
  hasEtags: boolean;
  close(): Promise<void>;
};

/**
 * The read API of the official registry on a free loopback port: a row for each version, ordered by "name:version",
 * opaque cursors that survive deletions, `updated_since` (with deleted rows), `include_deleted` and `version=latest`.
 * For tests and benches.
 */
export async function startLocalRegistry(rows: RegistryRow[]): Promise<LocalRegistry> {
  const faults: Fault[] = [];
  const asked: string[] = [];
  const state: Omit<LocalRegistry, 'url' | 'close'> = { rows, faults, asked, silentFrom: undefined, hasEtags: false };
  const http = createServer((req, res) => {
    state.asked.push(req.url ?? '');
    if (state.silentFrom !== undefined && state.asked.length >= state.silentFrom) return;
    const fault = state.faults.shift();
    if (fault) fault(req, res);
    else answer(state, req, res);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const close = () => {
    http.closeAllConnections();
    return new Promise<void>((resolve) => http.close(() => resolve()));
  };
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return Object.assign(state, { url, close });
}

type State = Pick<LocalRegistry, 'rows' | 'hasEtags'>;

function answer({ rows, hasEtags }: State, req: IncomingMessage, res: ServerResponse): void {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
  const cursor = searchParams.get('cursor');
  const after = cursor === null ? '' : Buffer.from(cursor, 'base64url').toString();
  if (pathname !== '/v0.1/servers') refuse(res, 404, 'Not Found');
  else if (cursor !== null && !after.startsWith('after ')) refuse(res, 400, 'Invalid cursor');
  else list({ rows, hasEtags }, after, searchParams, req, res);
}

function list(
  { rows, hasEtags }: State,
  after: string,
  searchParams: URLSearchParams,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const limit = Number(searchParams.get('limit') ?? 30);
  const wanted = rows
    .filter((row) => isWanted(row, searchParams) && `after ${keyOf(row)}` > after)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = wanted.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = last && wanted.length > limit ? Buffer.from(`after ${keyOf(last)}`).toString('base64url') : '';
  const body = JSON.stringify({ servers: page.map(listed), metadata: { count: page.length, nextCursor } });
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  if (hasEtags) res.setHeader('etag', etag);
  if (hasEtags && req.headers['if-none-match'] === etag) res.writeHead(304).end();
  else res.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

function isWanted({ status, isLatest = true, updatedAt = '' }: RegistryRow, query: URLSearchParams): boolean {
  const since = query.get('updated_since');
  if (since !== null && Date.parse(updatedAt) < Date.parse(since)) return false;
  if (query.get('version') === 'latest' && !isLatest) return false;
  return status !== 'deleted' || since !== null || query.get('include_deleted') === 'true';
}

function keyOf({ server }: RegistryRow): string {
  return `${server.name}:${server.version}`;
}

function listed({ server, status = 'active', isLatest = true, publishedAt, updatedAt }: RegistryRow): object {
  const official = { status, isLatest, publishedAt, updatedAt };
  return { server, _meta: { 'io.modelcontextprotocol.registry/official': official } };
}

function refuse(res: ServerResponse, status: number, title: string): void {
  res.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ status, title }));
}
