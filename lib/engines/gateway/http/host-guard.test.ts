import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { legacy, startGate, type TestGate, token } from '@/lib/engines/gateway/testing/test-gate';

// Nothing listens at the server's address: none of what is sent here may get that far.
let gate: TestGate;
beforeAll(async () => {
  const policy = { version: '1', default: 'deny', tools: { read: {} } };
  const corsOrigins = ['https://app.example'];
  gate = await startGate({ upstreamUrl: 'http://127.0.0.1:1/mcp', tools: ['read'], policy, corsOrigins });
});
afterAll(() => gate.close());

const ask = async (init: RequestInit, url = gate.url) => {
  const answer = await fetch(url, init);
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
};

test('a body over 1 MiB is answered with 413 in JSON, whether or not its length was announced', async () => {
  const init = legacy(' '.repeat(1024 * 1024 + 1));
  expect((await ask(init)).status).toBe(413);
  const body = new Blob([String(init.body)]).stream();
  const streamed = await ask({ ...init, body, duplex: 'half' } as RequestInit);
  expect([streamed.status, streamed.body.error.message]).toEqual([
    413,
    'Payload Too Large: a message to this server may have 1,048,576 bytes',
  ]);
});

test.each(['/', '/mcp', '/mcp/', '/register', '/.well-known/oauth-protected-resource', '/mcp/server/'])(
  '%s is a JSON 404 without a challenge',
  async (path) => {
    const { status, headers, body } = await ask({ method: 'POST', body: '{}' }, gate.base + path);
    expect([status, headers.get('www-authenticate'), body.error.message]).toEqual([404, null, 'Not found']);
  },
);

test('GET and DELETE without a session, and every other method, are answered with 405 and Allow: POST', async () => {
  const headers = { authorization: `Bearer ${token}` };
  for (const method of ['GET', 'DELETE', 'PUT', 'OPTIONS', 'PATCH']) {
    const { status, headers: answered } = await ask({ method, headers });
    expect([method, status, answered.get('allow')]).toEqual([method, 405, 'POST']);
  }
});

test.each([
  ['a foreign Host', 'GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n', '403'],
  [
    'two Authorization headers',
    `POST /mcp/server HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 0\r\n\r\n`,
    '401',
  ],
  [
    'a head with a hundred headers more than it may have',
    `POST /mcp/server HTTP/1.1\r\nHost: localhost\r\n${'X: y\r\n'.repeat(200)}Authorization: Bearer ${token}\r\n\r\n`,
    '431',
  ],
  ['too large a head', `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ['what is no HTTP', 'NONSENSE\r\n\r\n', '400'],
])('%s is refused in JSON', async (_, bytes, status) => {
  const socket = connect(Number(new URL(gate.base).port), '127.0.0.1');
  const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
  socket.write(bytes);
  expect(await answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*Content-Type: application/json`));
  socket.destroy();
});

const preflight = (origin: string, headers = 'authorization,mcp-session-id,mcp-param-region,x-forwarded-for') => ({
  method: 'OPTIONS',
  headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
});
const corsHeaders = (answer: Response) =>
  [...answer.headers].filter(([name]) => name.startsWith('access-control-')).map(([name]) => name);

test('the preflight of a listed page needs no grant and allows what MCP sends', async () => {
  const answer = await fetch(gate.url, preflight('https://app.example'));
  expect([answer.status, await answer.text(), answer.headers.get('vary')]).toEqual([204, '', 'Origin']);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
  expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST, DELETE');
  const allowed = answer.headers.get('access-control-allow-headers')?.split(', ') ?? [];
  expect(allowed).toEqual(expect.arrayContaining(['authorization', 'mcp-session-id', 'mcp-param-region']));
  expect(allowed).not.toContain('x-forwarded-for');
  expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
});

test.each(['POST', 'GET', 'DELETE'])('a listed page can read every answer to %s, refusals included', async (method) => {
  const answer = await fetch(gate.url, { method, headers: { origin: 'https://app.example' } });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
  expect(answer.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
});

test.each([
  'https://evil.example',
  'http://app.example',
  'https://app.example:8443',
  'https://app.example.evil.example',
  'https://APP.example',
  'https://app.example/',
  'null',
  '*',
])('a page of %s is told nothing and refused', async (origin) => {
  for (const request of [preflight(origin), { method: 'POST', headers: { origin } }]) {
    const answer = await fetch(gate.url, request);
    expect([answer.status, corsHeaders(answer)]).toEqual([403, []]);
  }
});

test('a page of this machine may speak, and is not named', async () => {
  const answer = await fetch(gate.url, preflight('http://localhost:5173'));
  expect([answer.status, corsHeaders(answer)]).toEqual([405, []]);
});

test('a foreign Host is refused to a listed page as well', async () => {
  const socket = connect(Number(new URL(gate.base).port), '127.0.0.1');
  const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
  const head = ['OPTIONS /mcp/server HTTP/1.1', 'Host: evil.example', 'Origin: https://app.example'];
  socket.write(`${head.join('\r\n')}\r\nAccess-Control-Request-Method: POST\r\n\r\n`);
  expect(await answer).toMatch(/^HTTP\/1.1 403 /);
  expect(await answer).not.toMatch(/access-control/i);
  socket.destroy();
});
