import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ANSWERS_BYTES_MAX, ANSWERS_EVENTS_MAX, ANSWERS_MARKS_MAX } from './answer-bounds';
import { readServer } from './read-server';

let http: Server | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  http?.closeAllConnections();
  http?.close();
});

type Answer = (res: ServerResponse, id: unknown, page: number) => void;

/** Reads a legacy server that answers each `tools/list` like this; returns the reason of a failure. */
async function reading(answer: Answer) {
  let page = 0;
  http = createServer(async (req, res) => {
    if (req.method !== 'POST') return void res.writeHead(405).end();
    let text = '';
    for await (const chunk of req) text += chunk;
    const { id, method, params } = JSON.parse(text);
    if (id === undefined) return void res.writeHead(202).end();
    if (method === 'tools/list') return answer(res, id, page++);
    const { protocolVersion } = params;
    const result = { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'by hand', version: '1' } };
    const said = method === 'initialize' ? { result } : { error: { code: -32_601, message: 'Method not found' } };
    json(res, JSON.stringify({ jsonrpc: '2.0', id, ...said }));
  });
  await new Promise<void>((resolve) => http?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
  return readServer(url, {}, true).then(
    ({ tools }) => tools.length,
    (error: Error) => error.message,
  );
}

const json = (res: ServerResponse, text: string) =>
  void res.writeHead(200, { 'content-type': 'application/json' }).end(text);
const stream = (res: ServerResponse, text: string) =>
  void res.writeHead(200, { 'content-type': 'text/event-stream' }).end(text);
const result = (id: unknown, members: string) => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{${members}}}`;

/** The longest text that was parsed meanwhile. */
async function longestParsed<T>(work: () => Promise<T>): Promise<{ done: T; longest: number }> {
  const parse = vi.spyOn(JSON, 'parse');
  const done = await work();
  return { done, longest: Math.max(...parse.mock.calls.map(([text]) => text.length)) };
}

const values = 'its answers hold more than 200,000 values';
const short = 10_000;

test.each([
  ['short keys', Array.from({ length: ANSWERS_MARKS_MAX }, (_, at) => `"${at}":0`).join(), '{', '}', values],
  ['empty arrays', '[],'.repeat(ANSWERS_MARKS_MAX / 2), '[', '0]', values],
  ['bytes', `"${'a'.repeat(ANSWERS_BYTES_MAX)}"`, '[', ']', 'its answers are larger than 4 MiB'],
])(
  'a list with more %s than a reading may receive is refused before it is parsed',
  async (_, inner, open, end, why) => {
    const read = () => reading((res, id) => json(res, result(id, `"tools":[],"x":${open}${inner}${end}`)));
    const { done, longest } = await longestParsed(read);
    expect(done).toContain(`cannot be used: ${why}.`);
    expect(longest).toBeLessThan(short);
  },
);

test('an object has at most as many keys as the gateway reads', async () => {
  const keys = Array.from({ length: 20_000 }, (_, at) => `"${at}":0`).join();
  const read = () => reading((res, id) => json(res, result(id, `"tools":[],"x":{${keys}}`)));
  const { done, longest } = await longestParsed(read);
  expect(done).toMatch(/list of tools could not be read: an object has more than 10000 keys\.$/);
  expect(longest).toBeLessThan(short);
});

test('the bounds hold over all pages together', async () => {
  const pages: number[] = [];
  const told = await reading((res, id, page) => {
    pages.push(page);
    json(res, result(id, `"tools":[],"nextCursor":"${page}","x":[${'[],'.repeat(40_000)}0]`));
  });
  expect(told).toContain(values);
  expect(pages).toEqual([0, 1, 2]);
});

test('a batch is dropped before it is parsed', async () => {
  const told = await reading((res, id) => json(res, `[${result(id, '"tools":[]')},${result(id, '"tools":[]')}]`));
  expect(told).toMatch(/list of tools could not be read: it is not one JSON-RPC message\.$/);
});

test('a stream with too many events is refused', async () => {
  const told = await reading((res) => stream(res, 'data: 1\n\n'.repeat(ANSWERS_EVENTS_MAX + 1)));
  expect(told).toContain('its answers hold more than 256 events');
});

test('an event with too many lines is refused', async () => {
  expect(await reading((res) => stream(res, 'data:\n'.repeat(ANSWERS_MARKS_MAX + 1)))).toContain(values);
});

test('a stream with a priming event, comments and a multi-line message is read', async () => {
  const tool = '{"name":"x","inputSchema":{"type":"object"}}';
  const told = await reading((res, id) => {
    const message = result(id, `"tools":\r\ndata: [${tool}]`);
    stream(res, `id: 1\ndata:\n\n: waits\n\ndata: no message\n\nevent: message\ndata: ${message}\n\n`);
  });
  expect(told).toBe(1);
});

test('a thousand tools of 4 KB each are read', async () => {
  const text = 'Says in a sentence what it does, and what it needs. '.repeat(40);
  const properties = Object.fromEntries(
    Array.from({ length: 15 }, (_, at) => [`p${at}`, { type: 'string', text: text.slice(0, 90) }]),
  );
  const tools = Array.from({ length: 1_000 }, (_, at) => ({
    name: `tool_${at}`,
    description: text,
    inputSchema: { type: 'object', properties },
  }));
  const list = JSON.stringify(tools);
  expect(list.length).toBeGreaterThan(3_900_000);
  expect(await reading((res, id) => json(res, result(id, `"tools":${list}`)))).toBe(1_000);
});
