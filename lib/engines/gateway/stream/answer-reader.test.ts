import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Fates } from '@/lib/core/mcp/lists';
import { createWorkers } from '@/lib/engines/gateway/judge/workers';
import { type AnswerRead, type Content, createAnswerReader } from './answer-reader';

const workers = createWorkers();
const here = createAnswerReader(workers, { has: () => true, spend: (_, work) => work() });
const elsewhere = createAnswerReader(workers, { has: () => false, spend: (_, work) => work() });
afterAll(() => workers.close());

const waiter = { organisationId: 'one', res: Object.assign(new EventEmitter(), { destroyed: false }) };
const asked = { cursor: 'here', inOneLine: false };
const textOf = (content: Content) => content.toString();

async function readBoth(text: string) {
  const read = [
    await here.whole([Buffer.from(text)], asked, waiter),
    await elsewhere.whole([Buffer.from(text)], asked, waiter),
  ];
  return read.map((one) =>
    typeof one === 'object' && 'content' in one ? { ...one, content: textOf(one.content) } : one,
  );
}

const tools = fc.array(
  fc.record(
    { name: fc.constantFrom('read', 'write', 7, 'é'), inputSchema: fc.jsonValue(), n: fc.constantFrom(1, 1e300, null) },
    { requiredKeys: [] },
  ),
);
const result = fc.record(
  {
    tools,
    prompts: fc.array(fc.record({ name: fc.string() })),
    nextCursor: fc.constantFrom('here', 'there', null),
    protocolVersion: fc.constantFrom('2025-11-25', 1),
    capabilities: fc.constantFrom({ tasks: {}, tools: {} }, {}),
    inputRequests: fc.constantFrom({ a: { method: 'roots/list' }, b: 1 }, [], null),
    resultType: fc.constantFrom('task', 'complete'),
    isError: fc.boolean(),
  },
  { requiredKeys: [] },
);
const message = fc.oneof(
  fc.record({ jsonrpc: fc.constant('2.0'), id: fc.constantFrom(1, 'a', null), result }),
  fc.record({
    jsonrpc: fc.constant('2.0'),
    id: fc.constant(1),
    error: fc.record({ code: fc.nat(), message: fc.string() }),
  }),
  fc.record({ jsonrpc: fc.constant('2.0'), method: fc.string(), params: fc.record({ uri: fc.string() }) }),
  fc.record({ jsonrpc: fc.constant('2.0'), id: fc.nat(), method: fc.string() }),
  fc.jsonValue(),
);

test('a worker reads every message of a server as the main thread does', async () => {
  await fc.assert(
    fc.asyncProperty(message, fc.nat(3), fc.boolean(), async (value, indent, isBroken) => {
      const [one, other] = await readBoth(`${JSON.stringify(value, null, indent)}${isBroken ? '}' : ''}`);
      expect(other).toEqual(one);
    }),
    { numRuns: 150 },
  );
});

test('a worker writes lists as the main thread does', async () => {
  const fate = fc.constantFrom(true, false, '{"name":"pinned"}');
  await fc.assert(
    fc.asyncProperty(tools, fc.array(fate), fc.boolean(), fc.boolean(), async (list, drawn, isLast, isModern) => {
      const text = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: list, nextCursor: 'there' } });
      const fates: Fates = { tools: list.map((_, at) => drawn[at] ?? true) };
      const plan = { era: isModern ? ('modern' as const) : ('legacy' as const), fates, isLast };
      const inline = await here.write(text, plan, waiter);
      const there = await here.write(Buffer.from(text), plan, waiter);
      expect(String(there)).toBe(inline);
      expect(Object.keys(JSON.parse(String(inline)).result).includes('nextCursor')).toBe(!isLast);
    }),
    { numRuns: 50 },
  );
});

test('what crosses threads is small, and the bytes of an answer that needs no change are the same memory', async () => {
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: [{ text: 'é'.repeat(4_000_000) }] } });
  const bytes = Buffer.from(text);
  const read = (await here.whole([bytes], asked, waiter)) as AnswerRead;
  expect(bytes.length).toBe(0);
  expect(textOf(read.content)).toBe(text);
  expect(JSON.stringify({ ...read, content: null }).length).toBeLessThan(500);
});

test('a long event says its frame, and its data in one line', async () => {
  const data = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { text: 'x\n'.repeat(30_000) } }, null, 2);
  const lines = data.split('\n').map((line) => `data: ${line}`);
  const event = await here.event(
    Buffer.from(`id: 7\r\n: hello\r\n${lines.join('\r\n')}\r\nretry: 5\r\n\r\n`),
    asked,
    waiter,
  );
  if (event === 'busy' || 'problem' in event || !event.read) throw new Error('not read');
  expect([event.frame, event.resumable]).toEqual(['id: 7\n: hello\nretry: 5', true]);
  expect(textOf(event.read.content)).not.toMatch(/[\r\n]/);
  expect(JSON.parse(textOf(event.read.content))).toEqual(JSON.parse(data));
});

test.each([
  ['no UTF-8', Buffer.concat([Buffer.from('data: "'), Buffer.alloc(40_000, 0xff), Buffer.from('"\n\n')])],
  ['more than its frame may hold', Buffer.from(`id: ${'7'.repeat(70_000)}\ndata: {}\n\n`)],
  ['no message', Buffer.from(`data: ${'['.repeat(40_000)}\n\n`)],
])('a long event with %s is a problem', async (_, bytes) => {
  expect(await here.event(bytes, asked, waiter)).toHaveProperty('problem');
});

test('an answer is not read for a client that has left', async () => {
  const res = Object.assign(new EventEmitter(), { destroyed: false });
  const long = () => Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { text: 'x'.repeat(2_000_000) } }));
  const first = here.whole([long()], asked, waiter);
  const second = here.whole([long(), Buffer.from(' ')], asked, { organisationId: 'one', res });
  res.emit('close');
  expect(await second).toBe('busy');
  expect(await first).toHaveProperty('facts');
  expect(res.listenerCount('close')).toBe(0);
});
