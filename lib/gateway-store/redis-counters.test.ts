import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { counterContract } from '@/lib/policy/counters.contract';
import { createRedisCounters } from './redis-counters';

let server: ChildProcess;
let port: number;
let redis: Redis;
let stores = 0;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

const connect = () => new Redis({ host: '127.0.0.1', port, retryStrategy: () => 50, maxRetriesPerRequest: 100 });

beforeAll(async () => {
  port = await freePort();
  const binary = process.env.REDIS_SERVER ?? 'redis-server';
  server = spawn(binary, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
  redis = connect();
  redis.on('error', () => undefined);
  await redis.ping();
});

afterAll(async () => {
  redis.disconnect();
  const ended = once(server, 'exit');
  server.kill();
  await ended;
});

const fresh = () => createRedisCounters(redis, { prefix: `test-${stores++}`, clock: 'caller' });

describe('the contract of counters', () => counterContract(fresh, 60));

const one = (max: number) => ({ key: 'k', windowMs: 60_000, max, amount: 1 });

test('many processes that share a store admit max together', async () => {
  const clients = Array.from({ length: 4 }, connect);
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

test('a store that forgot the scripts is sent them again', async () => {
  await redis.script('FLUSH');
  expect(await fresh().reserve([one(1)], 0)).toMatchObject({ ok: true });
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
