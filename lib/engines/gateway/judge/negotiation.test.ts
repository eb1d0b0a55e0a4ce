import { afterEach, expect, test } from 'vitest';
import { call, initialize, legacy, modern } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted, stream } from '@/lib/engines/gateway/testing/test-scripted';

const running: Scripted[] = [];
afterEach(async () => {
  for (const gate of running.splice(0)) await gate.close();
});

/** A server that agrees to one version, with or without sessions, and answers everything else. */
async function agreeing(version: string, { keepsSession = true, events = false, versions = [] as string[] } = {}) {
  const gate = await startScripted({ versions });
  running.push(gate);
  gate.play((_, res, body) => {
    if (!body.includes('"initialize"')) return json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"ok":true}}');
    const result = { protocolVersion: version, capabilities: {}, serverInfo: { name: 'x', version: '1' } };
    const text = JSON.stringify({ jsonrpc: '2.0', id: 0, result });
    const session = keepsSession ? { 'mcp-session-id': 'theirs' } : {};
    if (!events) return json(res, 200, text, session);
    for (const [name, value] of Object.entries(session)) res.setHeader(name, value);
    stream(res).end(`data: ${text}\n\n`);
  });
  return gate;
}

async function handshake(gate: Scripted, asked = '2025-11-25') {
  const params = { ...initialize.params, protocolVersion: asked };
  const answer = await fetch(gate.url, legacy({ ...initialize, params }));
  const session = answer.headers.get('mcp-session-id');
  const text = await answer.text();
  return { session, message: JSON.parse(/\{.*\}/.exec(text)?.[0] ?? 'null') };
}

const inSession = (session: string | null, version: string) => ({
  'mcp-protocol-version': version,
  ...(session && { 'mcp-session-id': session }),
});

test.each([
  ['2024-11-05', { keepsSession: true }],
  ['2024-11-05', { keepsSession: true, events: true }],
  ['2024-11-05', { keepsSession: false }],
  ['2025-03-26', { keepsSession: true }],
  ['2025-11-25', { keepsSession: true }],
])('what a server agreed to, %s, is accepted afterwards (%o)', async (version, options) => {
  const gate = await agreeing(version, options);
  const { session, message } = await handshake(gate);
  expect([message.result.protocolVersion, session !== null]).toEqual([version, options.keepsSession]);
  const answer = await fetch(gate.url, legacy(call('read'), inSession(session, version)));
  expect(await answer.json()).toHaveProperty('result');
  expect(gate.heard.at(-1)?.headers['mcp-protocol-version']).toBe(version);
});

test('another version than the session agreed to is refused under the id, for every method', async () => {
  const gate = await agreeing('2025-06-18');
  const { session } = await handshake(gate);
  for (const version of ['2025-11-25', '2024-11-05', '2020-01-01', '2099-01-01']) {
    const headers = inSession(session, version);
    if (version < '2026') {
      const answer = await (await fetch(gate.url, legacy(call('read'), headers))).json();
      expect(answer).toMatchObject({
        id: 1,
        error: { code: -32_600, data: { supported: ['2025-06-18'], requested: version } },
      });
    }
    expect((await fetch(gate.url, { method: 'DELETE', headers: { ...legacy('').headers, ...headers } })).status).toBe(
      400,
    );
  }
  expect(gate.heard).toHaveLength(1);
  expect((await fetch(gate.url, legacy(call('read'), { 'mcp-session-id': session ?? '' }))).status).toBe(200);
});

test.each([
  ['1.0', false],
  ['2024-10-07', true],
  ['2026-07-28', false],
])(
  'a server that agrees to %s, which is not relayed, is refused at initialize with the reason',
  async (version, events) => {
    const gate = await agreeing(version, { events });
    const { session, message } = await handshake(gate);
    expect(message).toMatchObject({ id: 0, error: { code: 1004, message: expect.stringContaining(version) } });
    expect(message.error.data.relayed).toContain('2025-11-25');
    await expect.poll(() => gate.calls()).toMatchObject([{ failure: 'unknown protocol version' }]);
    if (!events) expect(session).toBeNull();
    const headers = inSession(session ?? 'forged', '2025-11-25');
    expect((await fetch(gate.url, legacy(call('read'), headers))).status).toBe(404);
  },
);

test('a server that refuses initialize begins no session', async () => {
  const gate = await agreeing('2025-11-25');
  gate.play((_, res) =>
    json(res, 200, '{"jsonrpc":"2.0","id":0,"error":{"code":-32602,"message":"no"}}', { 'mcp-session-id': 'theirs' }),
  );
  expect((await handshake(gate)).session).toBeNull();
});

test.each([
  [['2025-06-18'], ['2025-06-18'], ['2025-06-18']],
  [['2026-07-28'], ['2026-07-28'], ['2025-11-25', '2025-06-18', '2025-03-26']],
  [[], ['2026-07-28'], ['2025-11-25', '2025-06-18', '2025-03-26']],
])('of a server that speaks %j the versions told are those that work', async (versions, toModern, toLegacy) => {
  const gate = await agreeing('2025-06-18', { versions });
  const unknown = {
    'io.modelcontextprotocol/protocolVersion': '2099-01-01',
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: unknown } });
  const future = { ...modern('tools/list', {}, { 'mcp-protocol-version': '2099-01-01' }), body };
  const told = async (init: RequestInit) => (await (await fetch(gate.url, init)).json()).error.data.supported;
  expect(await told(future)).toEqual(toModern);
  expect(await told(legacy(call('read'), { 'mcp-protocol-version': '2020-01-01' }))).toEqual(toLegacy);
  gate.play((_, res) => json(res, 400, '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no session"}}'));
  expect(await told(modern('tools/list'))).toEqual(toLegacy);
});
