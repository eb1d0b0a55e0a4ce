import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { log } from '@/lib/base/log';
import { code, errorText } from '@/lib/core/mcp/errors';
import { type Answer, httpRefusal } from '@/lib/engines/gateway/errors';
import type { Gate } from '@/lib/engines/gateway/gate';
import { pass } from '@/lib/engines/gateway/pipeline';
import { boundPieces, dropBody } from './body';
import { allowOrigin, type Origins } from './cors';
import { type Head, readHead } from './head';
import { healthAt } from './health';
import { type Door, endpointIdOf } from './host-guard';
import { notAllowed } from './refusals';
import { sliceConnections } from './sliced-socket';

/** Longer than Node's default, so that a client's pooled connection is not closed under its next request. */
const KEEP_ALIVE_MS = 65_000;
const REQUEST_MS = 30_000;
const HEADER_BYTES_MAX = 16 * 1024;
const HEADERS_MAX = 100;
/** How long a connection stays open after its last answer: to close it under a client that sends would lose the answer. */
const LINGER_MS = 2_000;

const notTaken = httpRefusal({
  status: 500,
  rule: '(not taken)',
  message: 'The gateway could not take this request.',
  headers: ['Connection', 'close'],
});

const noSuchExpectation = httpRefusal({
  status: 417,
  rule: '(expectation failed)',
  message: 'Expectation Failed: only 100-continue is known here',
});

/** The gateway's HTTP server: `/mcp/<endpointId>` and `/health…`; everything else is a JSON 404 that asks for no grant. */
export function createGatewayServer(gate: Gate, door: Door, origins: Origins = new Set()): Server {
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      requestTimeout: REQUEST_MS,
      headersTimeout: 10_000,
      // Node looks every 30 s otherwise, and both times above would be up to 30 s longer.
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: KEEP_ALIVE_MS,
      noDelay: true,
    },
    (req, res) => {
      boundPieces(req);
      // A throw out of this listener would end the process; it costs this request alone.
      take(req, res).catch((error) => {
        log.error({ error }, 'A request could not be taken.');
        if (res.headersSent) res.destroy();
        else send(gate, req, res, notTaken);
      });
    },
  );
  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const head = readHead(req.rawHeaders);
    const refused = tooManyHeaders(req) ?? door(head);
    if (refused) send(gate, req, res, refused);
    else if (!allowOrigin(req, res, head, origins)) await route(gate, req, res, head);
  }
  // Node leaves out what is beyond its own maximum, and a second Authorization with it: all are read, then counted.
  server.maxHeadersCount = 0;
  server.on('clientError', refuseUnreadable);
  // Node's own answer has no body, and an MCP client reads nothing but JSON.
  server.on('checkExpectation', (req, res) => {
    boundPieces(req);
    send(gate, req, res, noSuchExpectation);
  });
  sliceConnections(server, gate.connections.open);
  return server;
}

function tooManyHeaders({ rawHeaders }: IncomingMessage): Answer | null {
  if (rawHeaders.length <= 2 * HEADERS_MAX) return null;
  const message = `Request Header Fields Too Large: a request may have ${HEADERS_MAX} headers`;
  return httpRefusal({ status: 431, rule: '(too many headers)', message });
}

async function route(gate: Gate, req: IncomingMessage, res: ServerResponse, head: Head): Promise<void> {
  const path = req.url ?? '';
  const endpointId = endpointIdOf(path);
  const answer = endpointId === null ? elsewhere(gate, path) : notOffered(req);
  if (answer) send(gate, req, res, answer);
  else await pass(gate, req, res, head, endpointId ?? '');
}

function elsewhere(gate: Gate, path: string): Answer {
  return healthAt(gate, path) ?? httpRefusal({ status: 404, rule: '(not found)', message: 'Not found' });
}

function notOffered({ method }: IncomingMessage): Answer | null {
  return method === 'POST' || method === 'GET' || method === 'DELETE' ? null : notAllowed();
}

function send(gate: Gate, req: IncomingMessage, res: ServerResponse, { status, body, headers = [] }: Answer): void {
  dropBody(req, false, (bytes) => gate.inflow.count(undefined, bytes));
  const length = String(Buffer.byteLength(body));
  res.writeHead(status, ['Content-Type', 'application/json', 'Content-Length', length, ...headers]);
  res.end(body);
}

/** Connections that end: what still comes on them is unreadable too. */
const refused = new WeakSet<Duplex>();

/** What Node could not read as HTTP; said in JSON, since an MCP client reads nothing else. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET') socket.destroy();
  if (refused.has(socket)) return;
  refused.add(socket);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
  if (!socket.writable) return;
  const status = statusOf(error.code);
  const body = errorText(null, code.invalidRequest, status);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function statusOf(errorCode: string | undefined): string {
  if (errorCode === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return errorCode === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
}
