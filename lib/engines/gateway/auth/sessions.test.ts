import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, initialize, legacy, makeGrant, modern } from '@/lib/engines/gateway/testing/test-gate';
import {
  begin,
  json,
  type Scripted,
  startScripted,
  stream,
  withSession,
} from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

test('a session has an id of its own, and the one of the server is never seen nor accepted', async () => {
  gate.play(withSession((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}')));
  const headers = await begin(gate);
  expect(headers['mcp-session-id']).toMatch(/^[0-9a-f-]{36}$/);
  const answer = await fetch(gate.url, legacy(call('read'), headers));
  expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([200, headers['mcp-session-id']]);
  expect(gate.heard.at(-1)?.headers['mcp-session-id']).toBe('theirs');
  expect((await fetch(gate.url, legacy(call('read'), { 'mcp-session-id': 'theirs' }))).status).toBe(404);
});

test('a session of another grant is not found', async () => {
  gate.play(withSession((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}')));
  const headers = await begin(gate);
  gate.world.put(makeGrant('plg_other', { version: '1', default: 'allow' }));
  const stolen = await fetch(gate.url, legacy(call('read'), { ...headers, authorization: 'Bearer plg_other' }));
  expect([stolen.status, gate.heard.length]).toEqual([404, 1]);
});

test('a session that the server no longer knows is not found, so that the client begins anew', async () => {
  gate.play(
    withSession((_, res) =>
      json(res, 400, '{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"No valid session ID"}}'),
    ),
  );
  const headers = await begin(gate);
  expect((await fetch(gate.url, legacy(call('read'), headers))).status).toBe(404);
  gate.heard.length = 0;
  expect((await fetch(gate.url, legacy(call('read'), headers))).status).toBe(404);
  expect(gate.heard).toEqual([]);
});

test('DELETE ends the session here and there, also when the server does not offer it', async () => {
  gate.play(withSession((_, res) => res.writeHead(405).end()));
  const headers = await begin(gate);
  expect((await fetch(gate.url, { method: 'DELETE', headers })).status).toBe(405);
  expect(gate.heard.at(-1)).toMatchObject({ method: 'DELETE' });
  expect((await fetch(gate.url, { method: 'DELETE', headers })).status).toBe(404);
});

test('a client may answer what the server asked on its session, once, and nothing else', async () => {
  gate.play(
    withSession((req, res) => {
      if (req.method !== 'GET') return res.writeHead(202).end();
      stream(res).end('data: {"jsonrpc":"2.0","id":"q1","method":"elicitation/create","params":{}}\n\n');
    }),
  );
  const headers = await begin(gate);
  const answer = (id: unknown) => fetch(gate.url, legacy({ jsonrpc: '2.0', id, result: {} }, headers));
  expect((await answer('q1')).status).toBe(400);
  expect(await (await fetch(gate.url, { headers })).text()).toContain('elicitation/create');
  gate.heard.length = 0;
  expect([(await answer('q2')).status, (await answer('q1')).status, (await answer('q1')).status]).toEqual([
    400, 202, 400,
  ]);
  expect(gate.heard.map(({ body }) => JSON.parse(body).id)).toEqual(['q1']);
});

test('capabilities that are never let through are not announced', async () => {
  gate.play(withSession(() => {}));
  expect(await (await fetch(gate.url, legacy(initialize))).json()).toMatchObject({
    result: { capabilities: { tools: {} } },
  });
  expect(await (await fetch(gate.url, legacy(initialize))).text()).not.toContain('tasks');
});

test('an agent that begins more sessions than the server allows is told so under its initialize', async () => {
  const few = await startScripted({ settings: { sessionsPerMinute: 2 } });
  few.play(withSession((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}')));
  const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(few.url, legacy(initialize))));
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  const refused = bodies.filter(({ error }) => error);
  expect(refused).toHaveLength(3);
  for (const { id, error } of refused) {
    expect([id, error.code]).toEqual([0, 1005]);
    expect(error.message).toMatch(/^This grant has begun the 2 sessions a minute .* Try again in 60 seconds\.$/);
    expect(error.data.retryAfterMs).toBe(60_000);
  }
  expect(few.heard).toHaveLength(2);
  few.clock.ms += 60_000;
  expect((await fetch(few.url, legacy(initialize))).headers.has('mcp-session-id')).toBe(true);
  await few.close();
});

test('a server without sessions is initialized as often as a client likes', async () => {
  const few = await startScripted({ settings: { sessionsPerMinute: 2 } });
  few.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25"}}'));
  for (let at = 0; at < 5; at += 1)
    expect(await (await fetch(few.url, legacy(initialize))).json()).toHaveProperty('result');
  await few.close();
});

test('the same id twice in flight in one session is refused under it, and free again once it is answered', async () => {
  const waiting: (() => void)[] = [];
  gate.play(
    withSession((_, res, body) => {
      waiting.push(() => json(res, 200, JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(body).id, result: {} })));
    }),
  );
  const headers = await begin(gate);
  const other = await begin(gate);
  const first = fetch(gate.url, legacy(call('read'), headers));
  await expect.poll(() => waiting.length).toBe(1);
  const again = await (await fetch(gate.url, legacy(call('read'), headers))).json();
  const error = { code: -32_600, message: expect.stringMatching(/still being answered/) };
  expect(again).toMatchObject({ id: 1, error });
  const text = fetch(gate.url, legacy({ ...call('read'), id: '1' }, headers));
  const elsewhere = fetch(gate.url, legacy(call('read'), other));
  await expect.poll(() => waiting.length).toBe(3);
  for (const answer of waiting.splice(0)) answer();
  for (const one of [first, text, elsewhere]) expect(await (await one).json()).toHaveProperty('result');
  const later = fetch(gate.url, legacy(call('read'), headers));
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.();
  expect(await (await later).json()).toHaveProperty('result');
});

test('a grant has a bounded number of streams, and the next is told why', async () => {
  const few = await startScripted({ streams: { total: 100, grant: 2 } });
  few.play(
    withSession((req, res) => {
      if (req.method === 'GET') stream(res).write(': open\n\n');
      else json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}');
    }),
  );
  const headers = await begin(few);
  const end = new AbortController();
  const open = () => fetch(few.url, { headers, signal: end.signal });
  expect([(await open()).status, (await open()).status]).toEqual([200, 200]);
  const refused = await open();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
  expect((await refused.json()).error).toMatchObject({
    code: 1005,
    message: expect.stringMatching(/many streams open/),
  });
  const listen = await fetch(few.url, modern('subscriptions/listen', { notifications: {} }));
  expect(await listen.json()).toMatchObject({ id: 1, error: { code: 1005 } });
  end.abort();
  await expect.poll(async () => (await fetch(few.url, { headers })).status).toBe(200);
  await few.close();
});
