import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { legacy, startGate, type TestGate, token } from './test-gate';

// Nothing listens at the server's address: none of what is sent here may get that far.
let gate: TestGate;
beforeAll(async () => {
  const policy = { version: '1', default: 'deny', tools: { read: {} } };
  gate = await startGate({ upstreamUrl: 'http://127.0.0.1:1/mcp', tools: ['read'], policy });
});
afterAll(() => gate.close());

const ask = async (init: RequestInit, url = gate.url) => {
  const answer = await fetch(url, init);
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
};

test('a body over 4 MiB is answered with 413 in JSON, whether or not its length was announced', async () => {
  const init = legacy(' '.repeat(4 * 1024 * 1024 + 1));
  expect((await ask(init)).status).toBe(413);
  const body = new Blob([String(init.body)]).stream();
  const streamed = await ask({ ...init, body, duplex: 'half' } as RequestInit);
  expect([streamed.status, streamed.body.error.message]).toEqual([413, 'Payload Too Large: a message may have 4 MiB']);
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
  ['too large a head', `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ['what is no HTTP', 'NONSENSE\r\n\r\n', '400'],
])('%s is refused in JSON', async (_, bytes, status) => {
  const socket = connect(Number(new URL(gate.base).port), '127.0.0.1');
  const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
  socket.write(bytes);
  expect(await answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*Content-Type: application/json`));
  socket.destroy();
});
