import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '@/lib/base/network/free-port';
import { counterContract } from '@/lib/core/policy/limits/counters.contract';
import { createRedisCounters } from './redis-counters';
import { RedisServer } from './redis-server.test-data';

const binary = process.env.REDIS_SERVER;
let server: RedisServer;
let redis: Redis;
let stores = 0;

beforeAll(async () => {
  server = await RedisServer.start({ persistent: false, binary });
  redis = server.connect();
});

afterAll(async () => {
  redis.disconnect();
  await server.remove();
});

const fresh = () => createRedisCounters(redis, { prefix: `test-${stores++}`, clock: 'caller' });

describe('the contract of counters', () => counterContract(fresh, 60));

const owner = { organisation: 'o', grant: 'g' };
const one = (max: number) => ({ owner, key: 'k', windowMs: 60_000, max, amount: 1 });

test('many processes that share a store admit max together', async () => {
  const clients = Array.from({ length: 4 }, () => server.connect());
  const shared = clients.map((client) => createRedisCounters(client, { prefix: 'shared' }));
  const asked = Array.from({ length: 200 }, (_, i) => shared[i % 4]?.reserve([one(50)], Date.now()));
  const granted = (await Promise.all(asked)).filter((result) => result?.ok);
  for (const client of clients) client.disconnect();
  expect(granted).toHaveLength(50);
});

test('a gateway whose clock is wrong frees nothing: the store has the clock', async () => {
  const store = createRedisCounters(redis, { prefix: 'skew' });
  expect(await store.reserve([one(1)], Date.now())).toMatchObject({ ok: true });
  expect(await store.reserve([one(1)], Date.now() + 86_400_000)).toMatchObject({ ok: false });
});

test('one call costs one command, whatever it counts', async () => {
  const store = createRedisCounters(redis, { prefix: 'trips' });
  await store.reserve([one(5)], 0);
  const before = await commands();
  await store.reserve([one(5), { ...one(5), key: 'b' }, { ...one(5), key: 'c', windowMs: 1_000 }], 0);
  expect((await commands()) - before).toBe(1);
});

async function commands(): Promise<number> {
  const calls = /^cmdstat_eval(?:sha)?:calls=(\d+)/gm;
  return [...(await redis.info('commandstats')).matchAll(calls)].reduce((sum, found) => sum + Number(found[1]), 0);
}

test('an amount keeps its digits on the way', async () => {
  const store = fresh();
  const exact = { ...one(0.3), amount: 0.1 };
  for (let i = 0; i < 2; i++) expect(await store.reserve([exact], 0)).toMatchObject({ ok: true });
  expect(
    await store.reserve([{ ...one(9_007_199_254_740_991), key: 'big', amount: 9_007_199_254_740_990 }], 0),
  ).toMatchObject({ ok: true });
  expect(await store.reserve([{ ...one(9_007_199_254_740_991), key: 'big', amount: 2 }], 0)).toMatchObject({
    ok: false,
  });
  expect(await store.reserve([{ ...one(9_007_199_254_740_991), key: 'big', amount: 1 }], 0)).toMatchObject({
    ok: true,
  });
});

test('an organisation that has all the counters it may refuses itself, and nobody else, until one is over', async () => {
  const countersMax = { organisation: 5, grant: 3 };
  const store = createRedisCounters(redis, { prefix: `test-${stores++}`, clock: 'caller', countersMax });
  const of = (organisation: string, grant: string, key: string) => [
    { owner: { organisation, grant }, key, windowMs: 60_000, max: 9, amount: 1 },
  ];
  for (let at = 0; at < 3; at++) expect(await store.reserve(of('o', 'a', `a${at}`), at)).toMatchObject({ ok: true });
  const full = (who: string) => ({ ok: false, reason: expect.stringContaining(`This ${who} has`) });
  expect(await store.reserve(of('o', 'a', 'a3'), 10)).toMatchObject({ ...full('grant'), retryAfterMs: 59_990 });
  expect(await store.reserve(of('o', 'a', 'a0'), 10)).toMatchObject({ ok: true });
  for (let at = 0; at < 2; at++) expect(await store.reserve(of('o', 'b', `b${at}`), 10)).toMatchObject({ ok: true });
  expect(await store.reserve(of('o', 'b', 'b2'), 10)).toMatchObject(full('organisation'));
  expect(await store.reserve(of('other', 'c', 'c'), 10)).toMatchObject({ ok: true });
  expect(await store.reserve(of('o', 'a', 'a3'), 60_001)).toMatchObject({ ok: true });
});

test('a store that forgot the scripts is sent them again, to count and to give back', async () => {
  const store = fresh();
  await redis.script('FLUSH');
  const granted = await store.reserve([one(1)], 0);
  expect(granted).toMatchObject({ ok: true });
  await redis.script('FLUSH');
  if (granted.ok) await store.giveBack(granted.receipt);
  await redis.script('FLUSH');
  expect(await store.reserve([one(1)], 0)).toMatchObject({ ok: true });
  expect(await store.reserve([one(1)], 0)).toMatchObject({ ok: false });
});

test('a store that cannot be reached throws, so that the call is refused', async () => {
  const lost = new Redis({
    host: '127.0.0.1',
    port: await freePort(),
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  lost.on('error', () => undefined);
  await expect(createRedisCounters(lost).reserve([one(1)], 0)).rejects.toThrow();
});

test.each([
  ['nothing', '$-1\r\n'],
  ['a text', '+OK\r\n'],
  ['a grant of another kind', '*3\r\n:2\r\n$1\r\n1\r\n$1\r\n1\r\n'],
  ['a grant that counted nothing', '*2\r\n:1\r\n$1\r\n1\r\n'],
  ['a grant at no time', '*3\r\n:1\r\n$1\r\n1\r\n$3\r\nnan\r\n'],
  ['a refusal of nothing', '*2\r\n:0\r\n$1\r\n1\r\n'],
  ['an error', '-OOM command not allowed\r\n'],
])('a store that answers %s grants nothing', async (_, answer) => {
  const port = await freePort();
  const odd = createServer((socket) => socket.on('data', () => socket.write(answer))).listen(port, '127.0.0.1');
  await once(odd, 'listening');
  const client = new Redis({ port, host: '127.0.0.1', enableReadyCheck: false, disableClientInfo: true });
  client.on('error', () => undefined);
  await expect(createRedisCounters(client).reserve([one(1)], 0)).rejects.toThrow();
  client.disconnect();
  odd.close();
});
