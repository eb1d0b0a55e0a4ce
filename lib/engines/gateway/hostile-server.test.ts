import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { legacy, modern, token } from '@/lib/engines/gateway/testing/test-gate';
import {
  begin,
  json,
  type Scripted,
  startScripted,
  stream,
  withSession,
} from '@/lib/engines/gateway/testing/test-scripted';

// What a server says is small, or comes slowly, and would become large or slow behind the gateway.

let gate: Scripted;
afterEach(() => gate.close());

const listing = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const listOf = (tools: object[], more?: string) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools, nextCursor: more } });
const held = () => gate.gate.answers.heldBy(gate.world.grant.organisationId);

test('a long event that was passed on counts as held no more while its stream is open', async () => {
  gate = await startScripted();
  const told = `data: {"jsonrpc":"2.0","method":"notifications/message","params":{"data":"${'x'.repeat(2_000_000)}"}}\n\n`;
  gate.play(withSession((_, res) => void stream(res).write(told.repeat(3))));
  const leaving = new AbortController();
  const answer = await fetch(gate.url, { headers: await begin(gate), signal: leaving.signal });
  const reader = answer.body!.getReader();
  for (let bytes = 0; bytes < 6_000_000; bytes += (await reader.read()).value?.length ?? 0);
  while (held() > 100_000) await delay(20);
  leaving.abort();
});

test('a tool that a list names many times gets its pinned definition once', async () => {
  const pinned = { name: 'read', description: 'x'.repeat(200_000) };
  gate = await startScripted({ tools: ['read'], definitions: [pinned] });
  for (const count of [100, 20_000]) {
    gate.play((_, res) => json(res, 200, listOf(Array.from({ length: count }, () => ({ name: 'read' })))));
    expect((await (await fetch(gate.url, legacy(listing))).json()).result.tools).toEqual([pinned]);
  }
});

test.each([
  ['an event', 200],
  ['a long event', 100_000],
  ['a whole answer', 0],
])('a page of blank lines behind %s is one line', async (how, length) => {
  gate = await startScripted();
  const page = listOf([{ name: 'read' }]).replace('{', `{${'\n'.repeat(12_000_000)}`);
  const first = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    result: { tools: [], nextCursor: 'b', _: 'x'.repeat(length) },
  });
  gate.play((_, res, body) => {
    if (JSON.parse(body).params?.cursor) json(res, 200, page);
    else if (how === 'a whole answer') json(res, 200, first);
    else stream(res).end(`data: ${first}\n\n`);
  });
  const text = await (await fetch(gate.url, legacy(listing))).text();
  expect(text.length).toBeLessThan(page.length + 1_000);
  expect(JSON.parse(text.trim().replace(/^event: message\ndata: /, '')).result.tools).toEqual([{ name: 'read' }]);
});

test('a short list that becomes long counts as held until its client has taken it', async () => {
  const definitions = Array.from({ length: 80 }, (_, at) => ({ name: `tool_${at}`, description: 'x'.repeat(200_000) }));
  const tools = definitions.map(({ name }) => name);
  gate = await startScripted({ tools, definitions });
  gate.play((_, res) => json(res, 200, listOf(tools.map((name) => ({ name })))));
  const body = JSON.stringify(listing);
  const socket = connect(Number(new URL(gate.url).port), '127.0.0.1').pause();
  socket.on('error', () => {});
  socket.write(
    `POST /mcp/server HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  while (held() < 12_000_000) await delay(20);
  socket.destroy();
  while (held() > 0) await delay(20);
});

test('a list that costs seconds to decide holds up no other call', async () => {
  const pattern = (at: number) => `file:///*${at}*a*b*c*d`;
  const many = (from: number) => Array.from({ length: 200 }, (_, at) => pattern(from + at));
  gate = await startScripted({
    policy: { version: '1', default: 'allow', resources: { default: 'deny', allow: many(1_000), deny: many(5_000) } },
  });
  const resources = Array.from({ length: 480 }, (_, at) => ({ uri: `file:///${at}${'abc'.repeat(1_350)}`, name: 'a' }));
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  gate.play((_, res, body) => {
    if (!body.includes('resources/list')) return json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}');
    json(res, 200, JSON.stringify({ jsonrpc: '2.0', id: 1, result: { resources } }));
    asked();
  });
  const order: string[] = [];
  const leaving = new AbortController();
  const list = fetch(gate.url, { ...modern('resources/list'), signal: leaving.signal })
    .then((answer) => answer.text())
    .then(() => order.push('list'))
    .catch(() => {});
  await isAsked;
  for (let at = 0; at < 5; at += 1) {
    await (await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }))).text();
    order.push('call');
  }
  leaving.abort();
  await list;
  expect(order.slice(0, 2)).toEqual(['call', 'call']);
});

test.each(['id:', 'id: ', 'id'])(
  'a stream that ends without an answer behind an empty id ends with an error: %j',
  async (id) => {
    gate = await startScripted();
    const told = `${id}\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\n\n`;
    gate.play(withSession((_, res) => void stream(res).end(told)));
    const call = { jsonrpc: '2.0', id: 5, method: 'tools/call', params: { name: 'read', arguments: {} } };
    const text = await (await fetch(gate.url, legacy(call, await begin(gate)))).text();
    expect(text).toContain('"id":5,"error"');
  },
);
