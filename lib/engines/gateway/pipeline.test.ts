import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUpstream, type Upstream } from '@/e2e/upstream';
import {
  call,
  inForce,
  initialize,
  legacy,
  makeGrant,
  modern,
  startGate,
  type TestGate,
  token,
} from '@/lib/engines/gateway/testing/test-gate';

const tools = ['read', 'write', 'hidden', 'refused', 'late'];
const policy = {
  version: '1',
  default: 'deny',
  hide: ['hidden'],
  tools: {
    read: {},
    write: { limits: [{ counter: 'writes', window: 'minute', max: 2 }] },
    refused: { action: 'deny', reason: 'Nobody may do this.' },
    late: {},
  },
};
let upstream: Upstream;
let gate: TestGate;
beforeAll(async () => {
  upstream = await startUpstream({ tools });
  gate = await startGate({ upstreamUrl: upstream.url, tools: ['read', 'write', 'hidden', 'refused'], policy });
});
afterAll(async () => {
  await gate.close();
  await upstream.close();
});

const ask = async (init: RequestInit, url = gate.url) => {
  const answer = await fetch(url, init);
  const text = await answer.text();
  const json = text.startsWith('{') ? text : (/^data: ({.*)$/m.exec(text)?.[1] ?? '{}');
  return { status: answer.status, headers: answer.headers, body: JSON.parse(json) };
};
const callsThatArrived = () =>
  upstream.received.filter(({ method }) => method === 'tools/call').map(({ tool }) => tool);
const unauthorised = (authorization: string | null) => {
  const init = modern('tools/list');
  const headers = new Headers(init.headers);
  headers.delete('authorization');
  if (authorization !== null) headers.set('authorization', authorization);
  return { ...init, headers };
};

test('an allowed call arrives with its arguments and its answer comes back, in both eras', async () => {
  upstream.received.length = 0;
  const one = await ask(modern('tools/call', { name: 'read', arguments: { a: 1 } }));
  const two = await ask(legacy(call('read', { a: 2 })));
  expect([one.body.result.content[0].text, two.body.result.content[0].text]).toEqual(['{"a":1}', '{"a":2}']);
  expect(upstream.received.filter(({ tool }) => tool)).toEqual([
    { method: 'tools/call', tool: 'read', args: { a: 1 } },
    { method: 'tools/call', tool: 'read', args: { a: 2 } },
  ]);
});

test('a list shows exactly what may be called or refused with a reason', async () => {
  const modernList = await ask(modern('tools/list'));
  const legacyList = await ask(legacy({ jsonrpc: '2.0', id: 1, method: 'tools/list' }));
  const names = (body: { result: { tools: { name: string }[] } }) => body.result.tools.map(({ name }) => name);
  expect(names(modernList.body)).toEqual(['read', 'write', 'refused']);
  expect(names(legacyList.body)).toEqual(['read', 'write', 'refused']);
});

test('a filtered list is private and not to be cached', async () => {
  const { body } = await ask(modern('tools/list'));
  expect(body.result).toMatchObject({ cacheScope: 'private', ttlMs: 0 });
});

test.each(['hidden', 'late', 'invented'])(
  'a call of the %s tool is answered like one that does not exist',
  async (name) => {
    upstream.received.length = 0;
    const { status, body } = await ask(modern('tools/call', { name, arguments: {} }));
    expect(status).toBe(200);
    expect(body).toEqual({ jsonrpc: '2.0', id: 1, error: { code: -32602, message: `Unknown tool: ${name}` } });
    expect(upstream.received).toEqual([]);
  },
);

test('a name that some server may take for a refused tool is unknown, even where the policy allows by default', async () => {
  upstream.received.length = 0;
  gate.world.put(makeGrant('plg_open', { version: '1', default: 'allow', tools: { refused: { action: 'deny' } } }));
  for (const name of ['REFUSED', 'refused ', '\uff52efused', 'refused\0', 'refused\u200b']) {
    const { body } = await ask(legacy(call(name, {}), { authorization: 'Bearer plg_open' }));
    expect([name, body.error?.message]).toEqual([name, `Unknown tool: ${name}`]);
  }
  expect(callsThatArrived()).toEqual([]);
});

test('a refused call is an error the model can read, and reaches nothing', async () => {
  upstream.received.length = 0;
  const { status, body } = await ask(modern('tools/call', { name: 'refused', arguments: {} }));
  expect(status).toBe(200);
  expect(body.result).toMatchObject({ resultType: 'complete', isError: true });
  expect(body.result.content[0].text).toBe('[POLICY DENIED] Nobody may do this.');
  expect(body.result._meta['policylayer/decision']).toMatchObject({
    outcome: 'deny',
    rule: '/tools/refused/action',
    policyVersion: 1,
  });
  expect(callsThatArrived()).toEqual([]);
});

test('a limit lets through what it says, no more, and again when its window has passed', async () => {
  upstream.received.length = 0;
  const write = () => ask(modern('tools/call', { name: 'write', arguments: {} }));
  const answers = [await write(), await write(), await write()];
  expect(answers.map(({ body }) => body.result.isError === true)).toEqual([false, false, true]);
  const decision = answers[2]?.body.result._meta['policylayer/decision'];
  expect(decision).toMatchObject({ outcome: 'deny', rule: '/tools/write/limits/0', retryAfterMs: 60_000 });
  gate.clock.ms += 59_999;
  expect((await write()).body.result.isError).toBe(true);
  gate.clock.ms += 1;
  expect((await write()).body.result.isError).toBeUndefined();
  expect(callsThatArrived()).toHaveLength(3);
});

test('the call log has a row for every decision, under the version that made it, without values', async () => {
  await ask(modern('tools/call', { name: 'refused', arguments: { secret: 'hunter2' } }));
  const rows = await gate.calls();
  const row = rows.at(-1);
  expect(row).toMatchObject({
    method: 'tools/call',
    tool: 'refused',
    argumentKeys: ['secret'],
    outcome: 'deny',
    rule: '/tools/refused/action',
    grantId: gate.world.grant.id,
    policyVersionId: gate.world.grant.policy?.versionId,
    upstreamStatus: null,
  });
  expect(JSON.stringify(rows)).not.toMatch(/hunter2|plg_/);
});

const invalid = (error: string, text: string) => `Bearer error="${error}", error_description="${text}"`;
const otherScheme = 'Send the grant token as Authorization: Bearer; other schemes are not accepted.';
const withBlanks = 'Send one grant token after Bearer, without blanks in it.';

test.each([
  ['no token', null, 'Bearer', 'Send a grant token as Authorization: Bearer.'],
  ['an unknown token', 'Bearer plg_unknown', invalid('invalid_token', 'This grant is not known.')],
  ['a token without end', `Bearer ${'x'.repeat(200)}`, invalid('invalid_token', 'This grant is not known.')],
  ['another scheme', `Basic ${token}`, 'Bearer', otherScheme],
  ['no scheme', token, 'Bearer', otherScheme],
  ['no token after the scheme', 'Bearer', invalid('invalid_request', withBlanks), withBlanks],
  ['two tokens', `Bearer ${token} ${token}`, invalid('invalid_request', withBlanks), withBlanks],
])('%s is answered with 401 and a challenge that names no authorisation server', async (...given) => {
  const [, authorization, challenge, message = 'This grant is not known.'] = given;
  const { status, headers, body } = await ask(unauthorised(authorization));
  expect([status, headers.get('www-authenticate'), body.error.message]).toEqual([401, challenge, message]);
});

test('a grant opens its own server only', async () => {
  gate.world.put(makeGrant('plg_other', policy, { endpointId: 'elsewhere' }));
  expect((await ask(unauthorised('Bearer plg_other'))).status).toBe(404);
  expect((await ask(modern('tools/list'), `${gate.base}/mcp/elsewhere`)).status).toBe(404);
});

test('a revoked and an expired grant are refused, and the refusal is logged', async () => {
  const revoked = makeGrant('plg_revoked', policy, { revoked: true });
  const expired = makeGrant('plg_expired', policy, { expiresAtMs: gate.clock.ms });
  gate.world.put(revoked, expired);
  for (const one of ['plg_revoked', 'plg_expired']) expect((await ask(unauthorised(`Bearer ${one}`))).status).toBe(401);
  const logged = (await gate.calls()).slice(-2).map(({ grantId, rule }) => [grantId, rule]);
  expect(logged).toEqual([
    [revoked.id, '(grant revoked)'],
    [expired.id, '(grant expired)'],
  ]);
});

test('a grant without a policy, and one whose policy cannot be read, may call nothing', async () => {
  upstream.received.length = 0;
  gate.world.put(makeGrant('plg_none', null));
  gate.world.put({
    ...makeGrant('plg_broken', null),
    policy: { versionId: 'v', number: 7, document: '', compiled: 'unreadable' },
  });
  for (const one of ['plg_none', 'plg_broken']) {
    const authorization = `Bearer ${one}`;
    const { body } = await ask(modern('tools/call', { name: 'read', arguments: {} }, { authorization }));
    expect(body.result.content[0].text).toMatch(/^\[POLICY DENIED\]/);
    const list = await ask(modern('tools/list', {}, { authorization }));
    expect(list.body.result.tools).toEqual([]);
  }
  expect(callsThatArrived()).toEqual([]);
});

test('a published version decides the next call', async () => {
  const grant = makeGrant('plg_changing', policy);
  gate.world.put(grant);
  const headers = { authorization: 'Bearer plg_changing' };
  const read = () => ask(modern('tools/call', { name: 'read', arguments: {} }, headers));
  expect((await read()).body.result.isError).toBeUndefined();
  gate.world.put({ ...grant, policy: inForce({ version: '1', default: 'deny' }, 2) });
  expect((await read()).body.error.message).toBe('Unknown tool: read');
});

test('without a database nothing passes once the last snapshot is too old', async () => {
  upstream.received.length = 0;
  gate.world.setAge(60_001);
  expect((await ask(modern('tools/list'))).status).toBe(503);
  expect((await fetch(`${gate.base}/health`)).status).toBe(503);
  gate.world.setAge(0);
  expect((await fetch(`${gate.base}/health`)).status).toBe(200);
  expect(upstream.received).toEqual([]);
});

test.each([
  ['another content type', { 'content-type': 'text/plain' }, 415],
  ['another charset', { 'content-type': 'application/json; charset=latin1' }, 415],
  ['a coded body', { 'content-encoding': 'gzip' }, 415],
  ['a foreign origin', { origin: 'https://evil.example' }, 403],
  ['an origin of the loopback', { origin: 'http://localhost:5173' }, 200],
])('%s gets its status', async (_, headers, status) => {
  expect((await ask(modern('tools/list', {}, headers as unknown as Record<string, string>))).status).toBe(status);
});

test('an unknown method is refused as an official server would, and reaches nothing', async () => {
  upstream.received.length = 0;
  const one = await ask(modern('admin/dump'));
  const two = await ask(legacy({ jsonrpc: '2.0', id: 1, method: 'tasks/list' }));
  expect([one.status, one.body.error.code, two.status, two.body.error.code]).toEqual([404, -32601, 200, -32601]);
  expect(upstream.received).toEqual([]);
});

test('a server that is down is said to be down under the id of the request, and no limit is spent', async () => {
  const down = await startUpstream({ tools });
  const other = await startGate({ upstreamUrl: down.url, tools, policy });
  await down.close();
  for (let time = 0; time < 3; time += 1) {
    const { status, body } = await ask(modern('tools/call', { name: 'write', arguments: {} }), other.url);
    expect([status, body.id, body.error.code]).toEqual([200, 1, 1001]);
  }
  expect((await ask(legacy(initialize), other.url)).body.error.message).toBe('The server cannot be reached.');
  await other.close();
});
