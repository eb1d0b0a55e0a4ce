import { afterEach, beforeEach, expect, test } from 'vitest';
import { modern } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

test('nothing of the client but MCP reaches the server, and nothing of the server but MCP the client', async () => {
  gate.play((_, res) =>
    json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}', { 'set-cookie': 'a=b', server: 'x', 'x-secret': 'y' }),
  );
  gate.world.setTarget({ credential: ['authorization', 'Bearer ours'] });
  const sent = {
    cookie: 'c=d',
    'x-forwarded-for': '1.2.3.4',
    'accept-encoding': 'gzip',
    'mcp-param-region': 'eu',
    baggage: 'e=f',
  };
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }, sent));
  const arrived = gate.heard.at(-1)?.headers ?? {};
  expect(arrived).toMatchObject({ authorization: 'Bearer ours', 'mcp-name': 'read' });
  expect(arrived['accept-encoding']).toBe('identity');
  for (const name of ['cookie', 'x-forwarded-for', 'user-agent', 'mcp-param-region', 'baggage'])
    expect(arrived).not.toHaveProperty(name);
  for (const name of ['set-cookie', 'server', 'x-secret']) expect(answer.headers.has(name)).toBe(false);
});

test.each([
  [401, 'text/html', '<h1>sign in</h1>', 1002],
  [403, 'application/json', '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}', 1004],
  [302, 'text/html', '', 1004],
  [429, 'application/json', '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"slow down"}}', 1004],
  [500, 'text/html', '<h1>oops</h1>', 1004],
  [200, 'text/html', '<h1>hello</h1>', 1004],
])('status %i of the server as %s is never relayed', async (status, type, body, code) => {
  gate.play((_, res) =>
    res.writeHead(status, { 'content-type': type, 'www-authenticate': 'Bearer', location: '/x' }).end(body),
  );
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }));
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([200, null]);
  expect(await answer.json()).toMatchObject({ id: 1, error: { code } });
  expect(gate.heard).toHaveLength(1);
});

test('a server that never answers, and one that breaks off, are errors under the id of the request', async () => {
  gate.play(() => {});
  const late = await (await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }))).json();
  expect([late.id, late.error.code]).toEqual([1, 1003]);
  gate.play((req) => void req.socket.destroy());
  const broken = await (await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }))).json();
  expect([broken.id, broken.error.code]).toEqual([1, 1004]);
});

test.each([
  [400, '{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"Server not initialized"}}'],
  [400, 'Bad Request: Missing session ID'],
  [404, '<h1>Not Found</h1>'],
  [406, ''],
])('a modern request to a server of the legacy era is told what the server speaks (%s %s)', async (status, body) => {
  gate.play((_, res) => json(res, status, body));
  const answer = await fetch(gate.url, modern('server/discover'));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    id: 1,
    error: { code: -32022, data: { supported: ['2025-11-25', '2025-06-18', '2025-03-26'] } },
  });
});
