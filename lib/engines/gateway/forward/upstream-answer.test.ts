import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, legacy, modern } from '@/lib/engines/gateway/testing/test-gate';
import {
  begin,
  json,
  type Scripted,
  startScripted,
  stream,
  withSession,
} from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
let headers: Record<string, string>;
beforeEach(async () => {
  gate = await startScripted();
  gate.play(withSession((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}')));
  headers = await begin(gate);
});
afterEach(() => gate.close());

const post = async (message: object) => {
  const answer = await fetch(gate.url, legacy(message, headers));
  const body = await answer.text();
  return { status: answer.status, body: body === '' ? null : JSON.parse(body) };
};

/** Whether the session goes on once the server answers as it should. */
async function goesOn(): Promise<boolean> {
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"ok":true}}'));
  return (await post(call('read'))).body.result?.ok === true;
}

const error = (id: unknown, code: number, message: string) =>
  JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } });

test.each([
  [404, 'text/html', '<pre>Cannot GET /mcp</pre>'],
  [404, 'application/json', error(null, -32_001, 'Session not found')],
  [405, 'application/json', error(null, -32_000, 'Method not allowed.')],
  [400, 'text/plain', 'Invalid or missing session ID'],
  [403, 'text/html', '<h1>Forbidden</h1>'],
  [406, 'application/json', '{}'],
  [500, 'text/html', '<h1>Unexpected end of JSON input</h1>'],
  [501, 'text/plain', ''],
  [302, 'text/html', ''],
  [204, '', ''],
  [202, '', ''],
  [200, 'text/html', '<h1>Welcome</h1>'],
  [200, 'application/json', '{"jsonrpc":"2.0","id":1,"result":{}}'],
  [200, '', ''],
])('a GET that the server answers with %s %s is 405, and the session goes on', async (status, type, body) => {
  gate.play((_, res) => res.writeHead(status, { 'content-type': type }).end(body));
  const answer = await fetch(gate.url, { headers });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await goesOn()).toBe(true);
});

test.each([
  [401, 1002],
  [503, 1004],
])('a GET that the server answers with %s is an error of ours, and the session goes on', async (status, code) => {
  gate.play((_, res) => json(res, status, '{}'));
  const answer = await fetch(gate.url, { headers });
  expect([answer.status, (await answer.json()).error.code]).toEqual([502, code]);
  expect(await goesOn()).toBe(true);
});

test.each([200, 202, 204, 400, 404, 405, 500])(
  'a DELETE that the server answers with %s ends the session here',
  async (status) => {
    gate.play((_, res) => res.writeHead(status).end());
    expect((await fetch(gate.url, { method: 'DELETE', headers })).status).toBe(status < 300 ? 200 : 405);
    expect(await goesOn()).toBe(false);
  },
);

test.each([
  ['200 with a body', 200, 'application/json', '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"gone"}]}}'],
  ['200 with a page', 200, 'text/html', '<h1>Welcome</h1>'],
  ['204', 204, '', ''],
  ['202', 202, '', ''],
])('a notification that the server answers with %s is 202 without a body', async (_, status, type, body) => {
  gate.play((__, res) => res.writeHead(status, { 'content-type': type }).end(body));
  const notification = { jsonrpc: '2.0', method: 'notifications/initialized' };
  expect(await post(notification)).toEqual({ status: 202, body: null });
  expect(await goesOn()).toBe(true);
});

test('a notification that the server answers with a stream without end is 202 at once, and the stream is cut off', async () => {
  const closed = new Promise((resolve) =>
    gate.play((_, res) => {
      stream(res).write(': open\n\n');
      res.on('close', resolve);
    }),
  );
  expect((await post({ jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
  await closed;
});

test.each([
  [400, error(null, -32_600, 'Invalid Request'), 400],
  [404, error(null, -32_601, 'Method not found'), 400],
  [404, '<pre>Cannot POST</pre>', 400],
  [422, '{}', 422],
])('a notification refused with %s is a plain error, and the session goes on', async (status, body, told) => {
  gate.play((_, res) => json(res, status, body));
  const answer = await post({ jsonrpc: '2.0', method: 'notifications/initialized' });
  expect(answer).toMatchObject({ status: told, body: { id: null, error: { code: -32_600 } } });
  expect(await goesOn()).toBe(true);
});

test.each([
  ['400, an argument called session_name', 400, -32_602, 'Invalid params: session_name is required'],
  ['400, a session of the tool', 400, -32_000, 'Session not found: browser session 7 has expired'],
  ['400, an invalid request', 400, -32_600, 'Invalid session'],
  ['404, no such resource', 404, -32_002, 'Resource not found'],
  ['404, no such method', 404, -32_601, 'Method not found'],
  ['404, the code that SDKs use for sessions', 404, -32_001, 'Session not found'],
  ['409', 409, -32_000, 'Conflict'],
])('an error under the request’s id is relayed and ends no session: %s', async (_, status, code, message) => {
  gate.play((__, res) => json(res, status, error(1, code, message)));
  expect((await post(call('read'))).body).toEqual({ jsonrpc: '2.0', id: 1, error: { code, message } });
  expect(await goesOn()).toBe(true);
});

test.each([
  ['400 under id null', 400, error(null, -32_600, 'Invalid Request: arguments')],
  ['404 under id null, of a method', 404, error(null, -32_601, 'Method not found')],
  ['400 under the id of an SDK', 400, error('server-error', -32_602, 'Missing session_name')],
])(
  'an error of the server under no id is told under the request’s, and ends no session: %s',
  async (_, status, body) => {
    gate.play((__, res) => json(res, status, body));
    const told = await post(call('read'));
    expect(told.body).toEqual({ ...JSON.parse(body), id: 1 });
    expect(await goesOn()).toBe(true);
  },
);

test.each([
  [404, error(null, -32_001, 'Session not found')],
  [404, error('server-error', -32_600, 'Not Found: Invalid or expired session ID')],
  [404, '<pre>Cannot POST /mcp</pre>'],
  [404, ''],
  [400, error(null, -32_000, 'Bad Request: No valid session ID provided')],
  [400, error(null, -32_000, 'Bad Request: Server not initialized')],
  [400, 'Invalid or missing session ID'],
])('a session that the server lost (%s %s) is told as 404 and over', async (status, body) => {
  gate.play((_, res) => json(res, status, body));
  expect(await post(call('read'))).toMatchObject({
    status: 404,
    body: { id: 1, error: { message: 'Session not found' } },
  });
  expect(await goesOn()).toBe(false);
});

test('a page of a proxy that speaks of sessions ends none', async () => {
  gate.play((_, res) => res.writeHead(400, { 'content-type': 'text/html' }).end('<p>Your session ID is invalid.</p>'));
  expect((await post(call('read'))).body.error.code).toBe(1004);
  expect(await goesOn()).toBe(true);
});

test('an error that also carries a list of tools, or a key twice, is not relayed and ends no session', async () => {
  const twice = '{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"a"},"id":1}';
  const both = '{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"a"},"result":{"tools":[{"name":"gone"}]}}';
  for (const body of [twice, both]) {
    gate.play((_, res) => json(res, 404, body));
    expect((await post(call('read'))).body).toMatchObject({ id: 1, error: { code: 1004 } });
    expect(await goesOn()).toBe(true);
  }
});

test('a 403 of a call is that call’s error, a 403 of a list is the credential’s', async () => {
  gate.play((_, res) => json(res, 403, '{"error":"forbidden"}'));
  expect((await post(call('read'))).body.error).toMatchObject({
    code: 1004,
    message: 'The server refused this call (403).',
  });
  expect((await post({ jsonrpc: '2.0', id: 1, method: 'tools/list' })).body.error.code).toBe(1002);
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read' }));
  expect([answer.status, (await answer.json()).error.code]).toEqual([200, 1004]);
  expect(await goesOn()).toBe(true);
});
