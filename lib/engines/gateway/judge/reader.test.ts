import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Policy } from '@/lib/core/policy/document/schema';
import { call, inForce, legacy, makeGrant } from '@/lib/engines/gateway/testing/test-gate';
import { json, startScripted } from '@/lib/engines/gateway/testing/test-scripted';
import { FairQueue } from './fair-queue';
import { createInlineShare } from './inline-share';
import { createReader, type ReadResult } from './reader';
import { readAndJudge } from './reading';
import { createWorkers } from './workers';

const workers = createWorkers();
const reader = createReader(workers, { has: () => true, spend: (_, work) => work() });
afterAll(() => workers.close());

const waiter = { organisationId: 'one', res: Object.assign(new EventEmitter(), { destroyed: false }) };

const policy: Policy = {
  version: '1',
  default: 'allow',
  tools: {
    read: {
      require: [{ conditions: [{ path: 'args.mode', op: 'in', value: ['r', 'w'] }] }],
      deny_if: [{ conditions: [{ path: 'args.path', op: 'regex', value: '^/etc' }] }],
      approve_if: [{ conditions: [{ path: 'args.mode', op: 'eq', value: 'w' }] }],
      limits: [{ counter: 'reads', window: 'minute', max: 5, increment_from: 'args.amount' }],
    },
  },
};
const published = inForce(policy, 1);
const paramHeaders = [{ name: 'mcp-param-mode', path: ['mode'], value: 'r' }];

const read = (body: Buffer, over = {}) =>
  reader.read({ parts: [body], policy: published, paramHeaders, waiter, ...over });
/** So many short keys, in objects of as many as one may have. */
const manyKeys = (count: number) =>
  Array.from({ length: count / 10_000 }, (_, from) =>
    Object.fromEntries(Array.from({ length: 10_000 }, (__, at) => [(from * 10_000 + at).toString(36), 0])),
  );
const messageOf = (args: object, tool = 'read') => Buffer.from(JSON.stringify(call(tool, args)));
const readingOf = async (result: ReadResult | Promise<ReadResult>) => {
  const read = await result;
  if (typeof read === 'string') throw new Error(read);
  return read;
};

test('a worker reads and judges every message as the main thread does, and gives its bytes back', async () => {
  const args = fc.record(
    {
      mode: fc.constantFrom('r', 'w', 'x', 1, null),
      path: fc.constantFrom('/etc/passwd', '/srv', ['/srv'], 'e\u0301'),
      amount: fc.constantFrom(1, -1, 'many', 2.5),
      more: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(args, fc.constantFrom('read', 'other'), fc.boolean(), async (value, tool, isBroken) => {
      // Blanks make it long enough for a worker and change nothing else.
      const text = `${messageOf(value, tool)}${' '.repeat(20_000)}${isBroken ? '"' : ''}`;
      const { reading, body } = await readingOf(read(Buffer.from(text)));
      expect(reading).toEqual(readAndJudge(Buffer.from(text), published.compiled, paramHeaders));
      expect(body.toString()).toBe(text);
    }),
    { numRuns: 60 },
  );
});

test('what a worker gives back is small, whatever the message is', async () => {
  const { reading } = await readingOf(read(messageOf({ mode: 'w', amount: 1, lists: manyKeys(50_000) })));
  expect(JSON.stringify(reading).length).toBeLessThan(5_000);
  expect(reading.call).toMatchObject({ tool: 'read', canonicalArguments: null, decision: { outcome: 'hold' } });
});

test('everything but the arguments of a message must be short', async () => {
  const params = (more: object) => Buffer.from(JSON.stringify({ ...call('read'), params: { name: 'read', ...more } }));
  const long = 'x'.repeat(70_000);
  for (const more of [{ _meta: { long } }, { _meta: { list: Array(5_000).fill(1) } }, { name: long }]) {
    expect((await readingOf(read(params(more)))).reading.message.kind).toBe('unreadable');
  }
  expect((await readingOf(read(params({ requestState: long })))).reading.message.kind).toBe('request');
});

test('a message that takes more processor time than it may is refused, and the next one is read', async () => {
  const hurried = createWorkers({ jobMsMax: 1 });
  const strict = createReader(hurried, createInlineShare());
  const ask = (args: object) => strict.read({ parts: [messageOf(args)], policy: null, paramHeaders, waiter });
  expect(await ask({ lists: manyKeys(600_000) })).toBe('too long');
  const { reading } = await readingOf(ask({ text: 'x'.repeat(20_000) }));
  expect(reading.call?.decision.rule).toBe('(no policy)');
  await hurried.close();
});

test('an organisation that has used its share up is slowed down, and none of its short calls is refused', async () => {
  const busy = createReader(workers, { has: () => false, spend: (_, work) => work() });
  const results = Array.from({ length: 100 }, () =>
    busy.read({ parts: [messageOf({ mode: 'r' })], policy: published, paramHeaders, waiter }),
  );
  for (const result of await Promise.all(results))
    expect(result).toMatchObject({ reading: { call: { tool: 'read' } } });
});

test('a call whose expressions take many steps is judged by a worker, however short it is', async () => {
  const value = 'a[ab]{0,400}[ab]{300}[c-e]';
  const rules = { deny_if: [{ conditions: [{ path: 'args.x', op: 'regex', value }] }] };
  const costly = inForce({ version: '1', default: 'allow', tools: { read: rules } }, 1);
  const body = messageOf({ x: 'a'.repeat(1_000) });
  const result = read(body, { policy: costly });
  expect(result).toBeInstanceOf(Promise);
  expect((await readingOf(result)).reading).toEqual(readAndJudge(body, costly.compiled, paramHeaders));
  expect(read(messageOf({ x: 'a' }), { policy: costly })).not.toBeInstanceOf(Promise);
});

test('an organisation waits behind those that used less, and fills only its own part of the queue', () => {
  let now = 0;
  const queue = new FairQueue<{ organisationId: string; isCounted: boolean }>(() => now);
  const job = (organisationId: string, isCounted = false) => ({ organisationId, isCounted });
  expect(Array.from({ length: 33 }, () => queue.add(job('greedy'))).filter(Boolean)).toHaveLength(32);
  expect(Array.from({ length: 33 }, () => queue.add(job('greedy', true))).filter(Boolean)).toHaveLength(33);
  const first = queue.next()!;
  queue.done(first, 500);
  const gone = job('gone');
  expect(queue.add(gone) && queue.add(job('modest'))).toBe(true);
  expect([queue.remove(gone), queue.remove(gone)]).toEqual([true, false]);
  expect(queue.next()?.organisationId).toBe('modest');
  // Of each organisation one job runs at a time.
  expect(queue.next()?.organisationId).toBe('greedy');
  expect(queue.next()).toBeNull();
  now = 10_000;
  expect(queue.usedBy('greedy')).toBeCloseTo(250);
});

test('a version published while a message was read is the one that judges it', async () => {
  const gate = await startScripted();
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'));
  const bearer = `plg_${randomUUID()}`;
  const open = makeGrant(bearer, { version: '1', default: 'allow' });
  gate.world.put(open);
  const asked = fetch(
    gate.url,
    legacy(call('read', { a: 'x'.repeat(200_000) }), { authorization: `Bearer ${bearer}` }),
  );
  const { read } = gate.gate.reader;
  gate.gate.reader.read = (request) => {
    gate.gate.reader.read = read;
    gate.world.put({
      ...open,
      policy: inForce({ version: '1', default: 'allow', tools: { read: { action: 'deny' } } }, 2),
    });
    return read(request);
  };
  expect(await (await asked).text()).toContain('POLICY DENIED');
  expect(gate.heard).toEqual([]);
  await gate.close();
});
