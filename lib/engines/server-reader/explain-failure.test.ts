import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer, type Server as RawServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { explainTls } from './explain-tls';
import { readServer } from './read-server';
import { makeCertificate } from './test-certificate';

const running: (Server | RawServer)[] = [];
afterEach(() => {
  for (const server of running.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

/** The sentence for the person who registers the server. */
async function explained(server: Server | RawServer, scheme = 'http', path = '/mcp'): Promise<string> {
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `${scheme}://localhost:${(server.address() as AddressInfo).port}${path}`;
  return readServer(url, {}, true).then(
    () => Promise.reject(new Error('it was read')),
    (error: Error) => error.message.replaceAll(/:\d+/g, ''),
  );
}

const page: RequestListener = (_, res) => res.end('<h1>Hello</h1>');
const secure = (certificate: { key: string; cert: string }, more = {}) =>
  createSecureServer({ ...certificate, ...more }, page);

test.each([
  ['has expired', { fromDay: -10, toDay: -5 }, /: its certificate has expired;/],
  ['is not valid yet', { fromDay: 5, toDay: 15 }, /: its certificate is not valid yet;/],
  ['is self-signed', {}, /: its certificate is self-signed;/],
  ['comes from nobody known', { issuer: makeCertificate('Some CA') }, /an unknown authority/],
])('a certificate that %s is explained in words', async (_, options, sentence) => {
  const told = await explained(secure(makeCertificate('localhost', options)), 'https');
  expect(told).toMatch(sentence);
  expect(told).not.toMatch(/SSL|routines|openssl/i);
});

test('plain HTTP at https, TLS at http, an old TLS and no HTTP at all are told apart', async () => {
  expect(await explained(createServer(page), 'https')).toMatch(/does not speak TLS on this port; .* http:\/\//);
  expect(await explained(secure(makeCertificate('localhost')))).toMatch(/its address starts with https:\/\//);
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  expect(await explained(secure(makeCertificate('localhost'), old), 'https')).toMatch(/does not support TLS 1.2/);
  const raw = createRawServer((socket) => socket.on('error', () => undefined).end('\x15\x03\x01\x00\x02\x02\x50'));
  expect(await explained(raw)).toMatch(/does not answer with HTTP/);
});

test.each([
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    "Hostname/IP does not match certificate's altnames",
    /for another host name than x\.example/,
  ],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'self-signed certificate in certificate chain',
    /authority that PolicyLayer does not trust/,
  ],
  ['EPROTO', '140:error:0A00010B:SSL routines::wrong version number', /does not speak TLS/],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'ssl/tls alert handshake failure', /no encryption in common/],
  ['ERR_SSL_SOMETHING_NEW', 'error:0A000000:SSL routines', /^TLS reported ERR_SSL_SOMETHING_NEW$/],
])('the failure %s is explained without OpenSSL’s words', (code, message, words) => {
  expect(explainTls('x.example', code, message)).toMatch(words);
});

test.each([
  ['refuses to be posted to', false],
  ['answers everything with its stream', true],
])(
  'a server of the HTTP+SSE transport that %s is named as such',
  async (_, always) => {
    const server = createServer((req, res) => {
      if (req.method !== 'GET' && !always) return void res.writeHead(404).end('Cannot POST /sse');
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('event: endpoint\r\ndata: /messages?sessionId=s3cret\r\n\r\n');
    });
    const told = await explained(server, 'http', '/sse');
    expect(told).toMatch(/\/sse speaks the HTTP\+SSE transport of MCP 2024-11-05, which is not supported\. Register/);
  },
  30_000,
);

test('a stream of other events is not HTTP+SSE', async () => {
  const server = createServer((req, res) => {
    if (req.method !== 'GET') return void res.writeHead(404).end();
    res.writeHead(200, { 'content-type': 'text/event-stream' }).end('event: ping\ndata: event: endpoint\n\n');
  });
  expect(await explained(server)).toMatch(/^No MCP server answered/);
});

/** A legacy server that answers `initialize` and `tools/list` with these. */
const legacyServer = (list: unknown, protocolVersion = '2025-11-25') =>
  createServer(async (req, res) => {
    if (req.method !== 'POST') return void res.writeHead(405).end();
    let text = '';
    for await (const chunk of req) text += chunk;
    const { id, method } = JSON.parse(text);
    if (id === undefined) return void res.writeHead(202).end();
    const serverInfo = { name: 'by hand', version: '1' };
    const initialize = { protocolVersion, capabilities: { tools: {} }, serverInfo };
    const result = { initialize, 'tools/list': list }[String(method)];
    const answer = result ? { result } : { error: { code: -32_601, message: 'Method not found' } };
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
  });

const good = { name: 'good', inputSchema: { type: 'object' } };
const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

test.each([
  [{ name: 'x', inputSchema: { type: 'string' } }, 'tool "x": inputSchema.type must be "object"'],
  [{ name: 'x', inputSchema: {} }, 'tool "x": inputSchema.type must be "object"'],
  [{ name: 'x' }, 'tool "x": inputSchema is missing and must be an object'],
  [{ name: 'x', inputSchema: [] }, 'tool "x": inputSchema must be an object'],
  [
    { name: 'x', inputSchema: { type: 'object', required: 'a' } },
    'tool "x": inputSchema.required must be a list of strings',
  ],
  [{ name: 'x', inputSchema: { type: 'object', properties: 1 } }, 'tool "x": inputSchema.properties must be an object'],
  [{ ...good, name: 'x', description: 7 }, 'tool "x": description must be a string'],
  [{ ...good, name: 'x', outputSchema: true }, 'tool "x": outputSchema must be an object'],
  [{ ...good, name: 7 }, 'tool number 2: name must be a string'],
  [{ inputSchema: { type: 'object' } }, 'tool number 2: name is missing and must be a string'],
  ['x', 'tool number 2: the definition must be an object'],
  [
    { ...good, name: 'x'.repeat(129) },
    `tool "${'x'.repeat(60)}…": name is longer than the 128 characters that MCP allows`,
  ],
  [
    { ...good, name: 'x', description: 'é'.repeat(200_000) },
    'tool "x": the definition is too long: 400061 bytes of at most 262144',
  ],
])('a list with a wrong tool is refused with the names of the tool and the member', async (tool, problem) => {
  const told = await explained(legacyServer({ tools: [good, tool] }));
  expect(told).toBe(`The server at http://localhost cannot be used: its list of tools could not be read: ${problem}.`);
});

test('a list that the gateway would not relay is refused with its problem', async () => {
  const listWith = (schema: object) =>
    legacyServer({ tools: [{ ...good, inputSchema: { type: 'object', ...schema } }] });
  const couldNot = 'The server at http://localhost speaks MCP, but its list of tools could not be read';
  expect(await explained(listWith({ a: deep(80) }))).toBe(`${couldNot}: nesting is deeper than 64.`);
  const twins = 'two keys of one object differ only in case or in characters that some readers ignore';
  expect(await explained(listWith({ properties: { id: {}, ID: {} } }))).toBe(`${couldNot}: ${twins}.`);
});

test.each([
  [{ tools: 'x' }, /: tools must be a list\.$/],
  [{ tools: [], nextCursor: 7 }, /: nextCursor must be a string\.$/],
])('an invalid list is refused with its member', async (list, sentence) => {
  expect(await explained(legacyServer(list))).toMatch(sentence);
});

test('a revision that is not relayed is refused by name', async () => {
  for (const version of ['2024-10-07', '1.0'])
    expect(await explained(legacyServer({ tools: [good] }, version))).toContain(`MCP revision ${version}`);
});

test('a tool name of 128 characters, null as absence, and revision 2024-11-05 are read', async () => {
  const tool = { ...good, name: 'x'.repeat(128), title: null, description: null, annotations: null };
  const server = legacyServer({ tools: [tool], nextCursor: null }, '2024-11-05');
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const reading = await readServer(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, {}, true);
  expect(reading).toEqual({ protocolVersions: ['2024-11-05'], tools: [tool] });
});
