import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, initialize, legacy, modern, token } from '@/lib/engines/gateway/testing/test-gate';
import { begin, json, type Scripted, startScripted, withSession } from '@/lib/engines/gateway/testing/test-scripted';

// What the client is told and what the log says are the same: a refusal is never logged as "allow", a failure of the
// server is never logged as an allow alone.

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

const whole = (req: RequestInit, over: object) => ({ ...req, headers: { ...req.headers, ...over } });

const bearer = { authorization: `Bearer ${token}` };

const refusals: [rule: string, request: () => RequestInit][] = [
  ['(header mismatch)', () => modern('tools/call', { name: 'read' }, { 'mcp-name': 'other' })],
  ['(header mismatch)', () => modern('tools/list', {}, { 'mcp-method': 'tools/call' })],
  ['(unknown version)', () => legacy(call('read'), { 'mcp-protocol-version': '2020-01-01' })],
  ['(unknown session)', () => legacy(call('read'), { 'mcp-session-id': 'forged' })],
  ['(unreadable)', () => legacy('{"jsonrpc":"2.0","id":1,"method":"tools/list","method":"tools/call"}')],
  ['(unreadable)', () => legacy([call('read')])],
  ['(unreadable)', () => legacy('not JSON')],
  ['(too large)', () => legacy(call('read', { text: 'x'.repeat(17 * 1024 * 1024) }))],
  ['(unasked answer)', () => legacy({ jsonrpc: '2.0', id: 7, result: {} })],
  ['(unsupported type)', () => whole(legacy(call('read')), { 'content-type': 'text/plain' })],
  ['(unknown method)', () => legacy({ jsonrpc: '2.0', id: 1, method: 'tools/destroy' })],
  ['(unknown method)', () => legacy({ jsonrpc: '2.0', method: 'notifications/invented' })],
  ['(invalid request)', () => legacy({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 7 } })],
  ['(method not allowed)', () => ({ method: 'DELETE', headers: bearer })],
  ['(unknown grant)', () => whole(legacy(call('read')), { authorization: 'Bearer wrong' })],
  ['(no grant)', () => ({ method: 'POST', body: '{}' })],
  ['(no grant)', () => ({ method: 'GET' })],
  ['(unknown grant)', () => ({ method: 'GET', headers: { authorization: 'Bearer wrong' } })],
  ['(unknown session)', () => ({ method: 'GET', headers: { ...bearer, 'mcp-session-id': 'forged' } })],
  ['(malformed authorization)', () => whole(legacy(call('read')), { authorization: 'Basic d3Jvbmc=' })],
];

test.each(refusals)('a request refused as %s is logged as denied under that rule', async (rule, request) => {
  await (await fetch(gate.url, request())).text();
  await expect
    .poll(async () => (await gate.calls()).map(({ outcome, rule: named }) => [outcome, named]))
    .toEqual([['deny', rule]]);
});

test('the 405 for the GET stream that a client may try leaves no row: nothing was denied', async () => {
  for (let time = 0; time < 3; time += 1) {
    expect((await fetch(gate.url, { headers: bearer })).status).toBe(405);
  }
  await (await fetch(gate.url, legacy([call('read')]))).text();
  await expect.poll(async () => (await gate.calls()).map(({ rule }) => rule)).toEqual(['(unreadable)']);
});

const failures: [failure: string, status: number, body: string][] = [
  ['credential refused', 401, ''],
  ['status 500', 500, 'x'],
  ['broken answer', 200, 'no JSON'],
  ['broken answer', 200, '{"jsonrpc":"2.0","id":1,"result":{"tools":[]},"result":{"tools":[]}}'],
];

test.each(failures)(
  'a server that fails with "%s" leaves an allowed row that says so, in the sentence that the agent got',
  async (failure, status, body) => {
    gate.play((_, res) => json(res, status, body));
    const { error } = await (await fetch(gate.url, legacy({ jsonrpc: '2.0', id: 1, method: 'tools/list' }))).json();
    expect(error.message).toMatch(/^The server/);
    await expect.poll(() => gate.calls()).toMatchObject([{ outcome: 'allow', failure, message: error.message }]);
  },
);

test('a server that closes the connection leaves an allowed row that says so', async () => {
  gate.play((_, res) => res.destroy());
  await (await fetch(gate.url, legacy(call('read')))).text();
  await expect.poll(() => gate.calls()).toMatchObject([{ outcome: 'allow', failure: 'connection lost' }]);
});

test('a session that the server lost leaves an allowed row that says so', async () => {
  gate.play(
    withSession((_, res) => json(res, 404, '{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"x"}}')),
  );
  const headers = await begin(gate);
  expect((await fetch(gate.url, legacy(call('read'), headers))).status).toBe(404);
  await expect
    .poll(() => gate.calls())
    .toMatchObject([{ failure: null }, { outcome: 'allow', failure: 'session lost' }]);
});

test('what cannot be read writes a bounded number of rows', async () => {
  for (let at = 0; at < 50; at += 1) await (await fetch(gate.url, legacy('[]'))).text();
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25"}}'));
  await (await fetch(gate.url, legacy(initialize))).text();
  await expect.poll(async () => (await gate.calls()).at(-1)?.method).toBe('initialize');
  expect(await gate.calls()).toHaveLength(31);
});
