import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApprovalEntry, ApprovalStore, HeldCall } from './ports';
import { call, legacy, modern, type TestGate } from './testing/test-gate';
import { json, type Scripted, startScripted } from './testing/test-scripted';

// A server may read a header instead of the argument that it repeats: what it reads must be what was judged.

const run = {
  name: 'run',
  inputSchema: { type: 'object', properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } },
};
const secret = { ...run, name: 'secret' };
const denied = { deny_if: [{ conditions: [{ path: 'args.region', op: 'eq', value: 'us' }] }] };
const policy = {
  version: '1',
  default: 'allow',
  hide: ['secret'],
  tools: { run: denied, pay: { action: 'require_approval' } },
};

let gate: Scripted;
const approved = new Map<string, ApprovalEntry>();
const keyOf = ({ tool, argumentsDigest }: HeldCall) => `${tool} ${argumentsDigest}`;
const approvals: ApprovalStore = {
  find: async (held) => approved.get(keyOf(held)) ?? null,
  create: async (held) => {
    const entry: ApprovalEntry = { id: keyOf(held), state: 'pending', reason: null };
    approved.set(keyOf(held), entry);
    return entry;
  },
  consume: async (id) => approved.delete(id),
  giveBack: async () => {},
};
beforeEach(async () => {
  approved.clear();
  const definitions = [run, secret, { ...run, name: 'pay' }, { name: 'plain', inputSchema: {} }];
  const tools = definitions.map(({ name }) => name);
  gate = await startScripted({ tools, definitions, policy, approvals });
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'));
});
afterEach(() => gate.close());

const ask = async (name: string, args: object, headers: Record<string, string> = {}, { url }: TestGate = gate) => {
  const answer = await fetch(url, modern('tools/call', { name, arguments: args }, headers));
  return { status: answer.status, ...(await answer.json()) };
};
const arrived = () => gate.heard.map(({ headers }) => headers['mcp-param-region']);

test('a header that says what the body says arrives, coded or not', async () => {
  for (const value of ['eu', '=?base64?ZXU=?=']) {
    expect(await ask('run', { region: 'eu' }, { 'Mcp-Param-Region': value })).toMatchObject({
      status: 200,
      result: {},
    });
  }
  expect(await ask('run', {})).toMatchObject({ status: 200 });
  expect(arrived()).toEqual(['eu', '=?base64?ZXU=?=', undefined]);
});

test.each<[string, object, Record<string, string>]>([
  ['another value', { region: 'eu' }, { 'Mcp-Param-Region': 'us' }],
  ['another value, coded', { region: 'eu' }, { 'mcp-param-REGION': '=?base64?dXM=?=' }],
  ['a list', { region: 'eu' }, { 'Mcp-Param-Region': 'eu, us' }],
  ['a value that the body does not have', {}, { 'Mcp-Param-Region': 'us' }],
  ['nothing', { region: 'eu' }, {}],
  ['another value beside a long body', { region: 'eu', text: 'x'.repeat(100_000) }, { 'Mcp-Param-Region': 'us' }],
])('a header with %s is refused, with a row in the log, and reaches nothing', async (_, args, headers) => {
  expect(await ask('run', args, headers)).toMatchObject({ status: 400, id: 1, error: { code: -32020 } });
  expect(gate.heard).toEqual([]);
  await expect.poll(() => gate.calls()).toMatchObject([{ tool: 'run', outcome: 'deny', rule: '(header mismatch)' }]);
});

test('what the policy denies is denied whatever the header says, and a hidden tool stays unknown', async () => {
  for (const value of ['us', 'eu']) {
    const answer = await ask('run', { region: 'us' }, { 'Mcp-Param-Region': value });
    expect(answer.result.content[0].text).toMatch(/POLICY DENIED/);
  }
  expect(await ask('secret', { region: 'eu' })).toMatchObject({ status: 200, error: { code: -32602 } });
});

test('a header that the pinned definition does not know is not sent on', async () => {
  const headers = { 'Mcp-Param-Other': 'eu', 'Mcp-Param-Region': 'eu' };
  await ask('plain', { region: 'eu', other: 'eu' }, headers);
  await ask('run', { region: 'eu' }, headers);
  await fetch(gate.url, modern('tools/list', {}, headers));
  await fetch(gate.url, legacy(call('run', { region: 'eu' }), headers));
  expect(arrived()).toEqual([undefined, 'eu', undefined, undefined]);
  for (const one of gate.heard) expect(one.headers).not.toHaveProperty('mcp-param-other');
});

test('an approval is not used up by a call with another header, and lets no such call through', async () => {
  const eu = { 'Mcp-Param-Region': 'eu' };
  const held = await ask('pay', { region: 'eu' }, eu);
  expect(held.result.content[0].text).toMatch(/APPROVAL PENDING/);
  for (const entry of approved.values()) entry.state = 'approved';
  for (const other of [{ 'Mcp-Param-Region': 'us' }, undefined]) {
    expect(await ask('pay', { region: 'eu' }, other)).toMatchObject({ error: { code: -32020 } });
  }
  expect(gate.heard).toEqual([]);
  expect(await ask('pay', { region: 'eu' }, eu)).toMatchObject({ status: 200, result: {} });
  expect(arrived()).toEqual(['eu']);
});

test('headers that were compared with nothing are not sent on', async () => {
  const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  await fetch(gate.url, modern('tools/list', {}, { 'mcp-name': 'run', traceparent: 'user=admin', tracestate: 'a=b' }));
  await fetch(gate.url, modern('tools/list', {}, { traceparent: trace, tracestate: 'a=b' }));
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  await fetch(gate.url, legacy(list, { 'last-event-id': '1', 'mcp-name': 'run', 'mcp-method': 'tools/list' }));
  const names = ['mcp-name', 'mcp-method', 'last-event-id', 'traceparent', 'tracestate'];
  const sent = gate.heard.map(({ headers }) => names.flatMap((name) => headers[name] ?? []));
  expect(sent).toEqual([['tools/list'], ['tools/list', trace, 'a=b'], []]);
});
