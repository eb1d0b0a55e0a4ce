import type { ServerResponse } from 'node:http';
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

// Long answers are read and written by workers: what agents see of them is what they would see of short ones.

let gate: Scripted;
afterEach(() => gate.close());

const filler = Array.from({ length: 2_000 }, (_, at) => ({ name: `tool_${at}`, description: 'd'.repeat(100) }));
const tools = [{ name: 'gone' }, ...filler, { name: 'read', inputSchema: {} }, { name: 'gone' }];
const list = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools, nextCursor: 'b' } });
const listing = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const call = modern('tools/call', { name: 'read', arguments: {} });
const dataIn = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''));

test('a long list is filtered, whole and in an event, in both eras', async () => {
  gate = await startScripted();
  const shown = { tools: [{ name: 'read', inputSchema: {} }], nextCursor: 'b' };
  gate.play((_, res) => json(res, 200, list));
  expect((await (await fetch(gate.url, legacy(listing))).json()).result).toEqual(shown);
  gate.play((_, res) => void stream(res).end(`id: 4\ndata: ${list}\n\n`));
  const text = await (await fetch(gate.url, modern('tools/list'))).text();
  expect(text.startsWith('event: message\nid: 4\ndata: ')).toBe(true);
  expect(dataIn(text)).toEqual([{ jsonrpc: '2.0', id: 1, result: { ttlMs: 0, cacheScope: 'private', ...shown } }]);
});

test('a long list of other definitions shows the pinned ones', async () => {
  const pinned = { name: 'read', inputSchema: {}, description: 'Reads.' };
  gate = await startScripted({ tools: ['read'], definitions: [pinned] });
  gate.play((_, res) => json(res, 200, list));
  expect((await (await fetch(gate.url, legacy(listing))).json()).result.tools).toEqual([pinned]);
});

test('a long list that is replayed on a GET stream is filtered', async () => {
  gate = await startScripted();
  gate.play(withSession((_, res) => void stream(res).end(`data: ${list.replace(',', ',\ndata: ')}\n\n`)));
  const text = await (await fetch(gate.url, { headers: await begin(gate) })).text();
  expect(dataIn(text).map(({ result }) => result.tools)).toEqual([[{ name: 'read', inputSchema: {} }]]);
});

const text = 'ü€𐍈'.repeat(30_000);
const answer = (id: number) => JSON.stringify({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text }] } });

test('events keep their order around a long one, and the second answer is left out', async () => {
  gate = await startScripted();
  const told = (at: number) =>
    `data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":${at}}}\n\n`;
  const events = [told(1), `data: ${answer(2)}\n\n`, `data: ${answer(1)}\n\n`, told(2), `data: ${answer(1)}\n\n`];
  gate.play((_, res) => void stream(res).end(events.join('')));
  const seen = dataIn(await (await fetch(gate.url, call)).text());
  expect(seen.map(({ id, params }) => id ?? params.progress)).toEqual([1, 1, 2]);
  expect(seen[1]).toEqual(JSON.parse(answer(1)));
});

test('a long answer that cannot be read in one way only is an error under the id of the request', async () => {
  gate = await startScripted();
  const twins = answer(1).replace('"jsonrpc"', '"Id":2,"jsonrpc"');
  gate.play((_, res) => json(res, 200, twins));
  expect(await (await fetch(gate.url, call)).json()).toMatchObject({ id: 1, error: { code: 1004 } });
  gate.play((_, res) => void stream(res).end(`data: ${twins}\n\n`));
  expect(dataIn(await (await fetch(gate.url, call)).text())).toMatchObject([{ id: 1, error: { code: 1004 } }]);
});

test.each(['an event', 'a whole answer'])('%s counts as held until its client has taken it', async (how) => {
  gate = await startScripted();
  const long = answer(1).replace(text, 'x'.repeat(12_000_000));
  gate.play((_, res) => (how === 'an event' ? void stream(res).end(`data: ${long}\n\n`) : json(res, 200, long)));
  const held = () => gate.gate.answers.heldBy(gate.world.grant.organisationId);
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'read' } });
  const socket = connect(Number(new URL(gate.url).port), '127.0.0.1').pause();
  socket.on('error', () => {});
  const accept = 'Accept: application/json, text/event-stream\r\nContent-Type: application/json';
  socket.write(
    `POST /mcp/server HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n${accept}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  while (held() < 4_000_000) await delay(20);
  // The gateway has done everything that it can do for this client by the time it answers another request.
  for (let count = 0; count < 20; count += 1) await fetch(`${gate.base}/health/live`);
  expect(held()).toBeGreaterThan(4_000_000);
  socket.destroy();
  while (held() > 0) await delay(20);
});

test('a long event counts no more once its client has taken it, while the stream stays open', async () => {
  gate = await startScripted({ answerMs: 300_000 });
  let upstream: ServerResponse | undefined;
  gate.play((_, res) => {
    upstream = stream(res);
    upstream.write(`data: ${answer(1)}\n\n`);
  });
  const reader = (await fetch(gate.url, call)).body?.getReader();
  const sent = Buffer.byteLength(`event: message\ndata: ${answer(1)}\n\n`);
  for (let bytes = 0; bytes < sent; ) bytes += (await reader?.read())?.value?.length ?? 0;
  await expect.poll(() => gate.gate.answers.heldBy(gate.world.grant.organisationId)).toBe(0);
  upstream?.write(': still open\n\n');
  expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toBe(': still open\n\n');
  await reader?.cancel();
});

test('a flood of empty events keeps their order and ends with the answer', async () => {
  gate = await startScripted();
  const flood = (at: number) => `: ${at}\n\n${':\n\n'.repeat(20_000)}`;
  const events = [flood(1), flood(2), `data: ${answer(1)}\n\n`, flood(3)].join('');
  gate.play((_, res) => void stream(res).end(events));
  const seen = await (await fetch(gate.url, call)).text();
  expect(seen).toBe(events.replace('data: ', 'event: message\ndata: '));
});

test('chunks of one byte are joined where they come together, and a body of nothing else is refused', async () => {
  gate = await startScripted();
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { text: 'x'.repeat(4_000) } });
  const chunksOf = (text: string) => [...text].map((one) => `1\r\n${one}\r\n`).join('');
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  gate.play((_, res) => void res.socket?.end(`${head}${chunksOf(body)}0\r\n\r\n`));
  expect(await (await fetch(gate.url, call)).text()).toBe(body);
  gate.play((_, res) => void res.socket?.end(`${head}${chunksOf(`"${'x'.repeat(20_000)}"`)}0\r\n\r\n`));
  expect(await (await fetch(gate.url, call)).json()).toMatchObject({ id: 1, error: { code: 1004 } });
});

test('the error of a server that is a whole page is answered without reading it', async () => {
  gate = await startScripted();
  gate.play((_, res) => json(res, 400, JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: 1, message: text } })));
  const answered = await (await fetch(gate.url, call)).json();
  expect(answered).toMatchObject({ id: 1, error: { code: 1004, data: { upstreamStatus: 400 } } });
});
