import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSessions, noteAsked } from './sessions';
import { call, initialize, legacy, makeGrant } from './test-gate';
import { begin, json, type Scripted, startScripted, stream, withSession } from './test-scripted';

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

test('an agent that begins a thousand sessions more ends its own, never those of another grant', () => {
  const sessions = createSessions();
  const [one, other] = [makeGrant('one', null), makeGrant('other', null)];
  const kept = sessions.begin(one, gate.world.server, 'theirs');
  const begun = Array.from({ length: 1_001 }, () => sessions.begin(other, gate.world.server, 'theirs'));
  const found = begun.filter(({ id }) => sessions.find(id, other, gate.world.server));
  expect(found).toEqual(begun.slice(1));
  expect(sessions.find(kept.id, one, gate.world.server)).toBe(kept);
});

test('a session id of the server that is longer than anybody needs begins no session', async () => {
  gate.play((_, res) =>
    json(res, 200, '{"jsonrpc":"2.0","id":0,"result":{}}', { 'mcp-session-id': 'x'.repeat(1_025) }),
  );
  expect((await begin(gate))['mcp-session-id']).toBe('');
});

test('a question whose id is huge is not remembered', () => {
  const session = createSessions().begin(makeGrant('one', null), gate.world.server, 'theirs');
  noteAsked(session, 'x'.repeat(300), 'roots/list');
  noteAsked(session, 'q', 'roots/list');
  expect([...session.asked]).toEqual([['"q"', 'roots/list']]);
});
