import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, initialize, legacy, modern } from '@/lib/engines/gateway/testing/test-gate';
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
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'));
});
afterEach(() => gate.close());

const tasks = 'io.modelcontextprotocol/tasks';
const capabilitiesKey = 'io.modelcontextprotocol/clientCapabilities';
const answerTo = async (init: RequestInit) => (await fetch(gate.url, init)).json();

test('a call that asks for a task is refused under its id, with the reason, before the server hears of it', async () => {
  const { params, ...rest } = call('read');
  const asked = { ...rest, params: { ...params, task: { ttl: 60_000 } } };
  for (const init of [legacy(asked), modern('tools/call', { ...params, task: {} })]) {
    expect(await answerTo(init)).toMatchObject({ id: 1, error: { code: -32_602 } });
  }
  expect((await answerTo(legacy(asked))).error.message).toMatch(/task/);
  expect(gate.heard).toEqual([]);
});

test.each(['tasks/get', 'tasks/result', 'tasks/cancel', 'tasks/list', 'tasks/update'])(
  '%s reaches no server',
  async (method) => {
    const params = { taskId: 'somebody-else' };
    expect((await answerTo(legacy({ jsonrpc: '2.0', id: 1, method, params }))).error.code).toBe(-32_601);
    expect((await answerTo(modern(method, params, { 'mcp-name': 'somebody-else' }))).error.code).toBe(-32_601);
    expect(gate.heard).toEqual([]);
  },
);

test('nobody listens for the tasks of others', async () => {
  const answer = await answerTo(modern('subscriptions/listen', { notifications: { taskIds: ['somebody-else'] } }));
  expect(answer.error).toMatchObject({ code: -32_602, message: expect.stringMatching(/taskIds/) });
  expect(gate.heard).toEqual([]);
});

test.each([tasks, tasks.toUpperCase()])(
  'a server is not told that the client could take a task (%s)',
  async (extension) => {
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      [capabilitiesKey]: { extensions: { [extension]: {}, 'com.example/other': { a: 1 } }, elicitation: {} },
    };
    const params = { name: 'read', arguments: { n: 12_345_678 }, _meta: meta };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    await answerTo({ ...modern('tools/call', { name: 'read' }), body });
    const sent = JSON.parse(gate.heard[0]?.body ?? '');
    expect(sent.params._meta[capabilitiesKey]).toEqual({
      extensions: { 'com.example/other': { a: 1 } },
      elicitation: {},
    });
    expect(sent.params.arguments).toEqual({ n: 12_345_678 });
  },
);

test('nor is one of the legacy era, whatever its capabilities are called', async () => {
  for (const key of ['tasks', 'Tasks', 't\\u0061sks']) {
    const body = JSON.stringify({
      ...initialize,
      params: {
        ...initialize.params,
        capabilities: { roots: {}, replaced: { list: {} }, extensions: { [tasks]: {} } },
      },
    }).replace('"replaced"', `"${key}"`);
    await answerTo(legacy(body));
    expect(JSON.parse(gate.heard.at(-1)?.body ?? '').params.capabilities).toEqual({ roots: {}, extensions: {} });
  }
});

test('nor does the gateway say so when it asks for the next page itself', async () => {
  gate.play((_, res, body) => {
    const isFirst = JSON.parse(body).params.cursor === undefined;
    const result = isFirst ? { tools: [{ name: 'gone' }], nextCursor: 'next' } : { tools: [{ name: 'read' }] };
    json(res, 200, JSON.stringify({ jsonrpc: '2.0', id: 1, result }));
  });
  const init = modern('tools/list');
  const message = JSON.parse(String(init.body));
  message.params._meta[capabilitiesKey] = { Tasks: {}, extensions: { [tasks]: {} }, roots: {} };
  message.params._meta.progressToken = 'mine';
  const { result } = await answerTo({ ...init, body: JSON.stringify(message) });
  expect(result.tools).toEqual([{ name: 'read' }]);
  const sent = gate.heard.map(({ body }) => JSON.parse(body).params);
  expect(sent.map(({ cursor }) => cursor)).toEqual([undefined, 'next']);
  for (const { _meta } of sent) {
    expect(_meta[capabilitiesKey]).toEqual({ extensions: {}, roots: {} });
    expect(_meta.progressToken).toBe('mine');
  }
});

test('a message without tasks is sent byte for byte as it came', async () => {
  const body = '{ "jsonrpc":"2.0", "id":1,"method":"tools/call", "params":{"name":"read","arguments":{"tasks":1}} }';
  await answerTo(legacy(body));
  expect(gate.heard[0]?.body).toBe(body);
});

const begun: [string, RequestInit, object][] = [
  ['2026-07-28', modern('tools/call', { name: 'read' }), { resultType: 'task', taskId: 't', status: 'working' }],
  ['2025-11-25', legacy(call('read')), { task: { taskId: 't', status: 'working' } }],
  ['2025-11-25, for some readers', legacy(call('read')), { task: { TaskId: 't', status: 'working' } }],
];

const ways: [string, (res: ServerResponse, text: string) => void][] = [
  ['in an event', (res, text) => stream(res).end(`data: ${text}\n\n`)],
  ['in a plain answer', (res, text) => json(res, 200, text)],
];

describe.each(ways)('a task that a server begins unasked, %s, is an error with the reason', (_, answer) => {
  test.each(begun)('%s', async (__, init, result) => {
    gate.play((___, res) => answer(res, JSON.stringify({ jsonrpc: '2.0', id: 1, result })));
    expect(await (await fetch(gate.url, init)).text()).toMatch(
      /"id":1,"error":\{"code":1004,"message":"The server began a task/,
    );
    await expect.poll(() => gate.calls()).toMatchObject([{ outcome: 'allow', failure: 'task begun' }]);
  });
});

test('a task does not begin in a replayed answer either', async () => {
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { task: { taskId: 't', status: 'working' } } });
  gate.play(withSession((_, res) => stream(res).end(`id: 1\ndata: ${text}\n\n`)));
  const answer = await fetch(gate.url, { headers: { ...(await begin(gate)), 'last-event-id': '0' } });
  expect(await answer.text()).toMatch(/"id":1,"error":\{"code":1004,"message":"The server began a task/);
});
