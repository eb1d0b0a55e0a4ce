import type { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { LOST } from '@/lib/core/policy/limits/memory-counters';
import { openCounters } from './counters';
import { createRedisCounters } from './redis-counters';
import { RedisServer } from './redis-server.test-data';

const binary = process.env.REDIS_SERVER;
let server: RedisServer;
const clients: Redis[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await server.remove();
});

/** Counters of one gateway process. */
function gateway(options: Parameters<typeof createRedisCounters>[1] = {}) {
  const client = server.connect();
  clients.push(client);
  return createRedisCounters(client, options);
}

const MAX = 40;
const owner = { organisation: 'o', grant: 'a' };
const hourly = { owner, key: 'grant:a:calls', windowMs: 3_600_000, max: MAX, amount: 1 };

test('a store that is killed in the middle and started again has forgotten no call: max pass in all', async () => {
  server = await RedisServer.start({ persistent: true, binary });
  const gateways = Array.from({ length: 4 }, () => gateway());
  let admitted = 0;
  let asked = 0;
  async function keepAsking(store: ReturnType<typeof gateway>): Promise<void> {
    for (let call = 0; call < 30; call++) {
      const turn = ++asked;
      if ((await store.reserve([hourly], 0)).ok) admitted++;
      // In the middle of the limit, with calls of all gateways under way.
      if (turn === 25) await server.kill().then(() => server.start());
    }
  }
  await Promise.all(gateways.map(keepAsking));
  // A connection that breaks asks again, so a call may be counted twice; it is never counted less than it passed.
  expect(admitted).toBeLessThanOrEqual(MAX);
  expect(admitted).toBeGreaterThan(MAX - 2 * gateways.length);
  expect(await gateway().reserve([hourly], 0)).toMatchObject({ ok: false });
});

test('a grant that had its calls before the kill gets none after it', async () => {
  server = await RedisServer.start({ persistent: true, binary });
  const store = gateway();
  for (let call = 0; call < MAX; call++) expect(await store.reserve([hourly], 0)).toMatchObject({ ok: true });
  await server.kill();
  await server.start();
  for (const one of [store, gateway()]) expect(await one.reserve([hourly], 0)).toMatchObject({ ok: false });
});

test('while the store is away every limited call is refused at once, and once it is back they pass again', async () => {
  server = await RedisServer.start({ persistent: true, binary });
  const counters = await openCounters(server.url, { path: '', inherited: [], parent: '' });
  await expect.poll(() => counters.store.reserve([hourly], 0)).toMatchObject({ ok: true });
  await server.kill();
  const since = performance.now();
  for (let call = 0; call < 5; call++) await expect(counters.store.reserve([hourly], 0)).rejects.toThrow();
  expect(performance.now() - since).toBeLessThan(5_000);
  await server.start();
  await expect.poll(() => counters.store.reserve([hourly], 0), { timeout: 10_000 }).toMatchObject({ ok: true });
  await counters.close();
});

test('a store that comes back empty admits nothing until what it forgot is over, whichever gateway asks', async () => {
  server = await RedisServer.start({ persistent: false, binary });
  const options = { prefix: 'empty', clock: 'caller' } as const;
  const limit = { ...hourly, windowMs: 60_000, max: 1 };
  const old = gateway(options);
  expect(await old.reserve([limit], 1_000)).toMatchObject({ ok: true });
  await server.kill();
  await server.start();
  expect(await old.reserve([limit], 10_000)).toEqual({ ok: false, index: 0, retryAfterMs: 60_000, reason: LOST });
  expect(await gateway(options).reserve([limit], 11_000)).toEqual({
    ok: false,
    index: 0,
    retryAfterMs: 59_000,
    reason: LOST,
  });
  expect(await old.reserve([{ ...limit, windowMs: 1_000 }], 11_000)).toMatchObject({ ok: true });
  expect(await old.reserve([limit], 70_000)).toMatchObject({ ok: true });
  expect(await old.reserve([limit], 70_001)).toMatchObject({ ok: false });
});

test('a store that is emptied by hand is found out too', async () => {
  server = await RedisServer.start({ persistent: false, binary });
  const store = gateway({ prefix: 'flushed', clock: 'caller' });
  expect(await store.reserve([hourly], 1_000)).toMatchObject({ ok: true });
  await clients[0]?.flushall();
  expect(await store.reserve([hourly], 2_000)).toMatchObject({ ok: false, retryAfterMs: hourly.windowMs });
});

test('a store that comes back with what it saved a while ago refuses until what it forgot is over', async () => {
  server = await RedisServer.start({ persistent: false, binary });
  const options = { prefix: 'saved', clock: 'caller' } as const;
  const limit = { ...hourly, max: 2 };
  const [first, second] = [gateway(options), gateway(options)];
  expect(await first.reserve([limit], 10_000)).toMatchObject({ ok: true });
  await clients[0]?.save();
  expect(await first.reserve([limit], 70_000)).toMatchObject({ ok: true });
  await server.kill();
  await server.start();
  // One that saw nothing of what is lost comes first; what it tells the store hides nothing.
  expect(await second.reserve([{ ...limit, key: 'other' }], 80_000)).toMatchObject({ ok: true });
  const lost = { ok: false, index: 0, retryAfterMs: limit.windowMs - 5_000, reason: LOST };
  expect(await first.reserve([limit], 85_000)).toEqual(lost);
  expect(await second.reserve([limit], 85_000)).toEqual(lost);
  expect(await gateway(options).reserve([{ ...limit, windowMs: 5_000 }], 85_000)).toMatchObject({ ok: true });
  expect(await first.reserve([limit], 80_000 + limit.windowMs)).toMatchObject({ ok: true });
});

test('a store that is started again and lacks nothing goes on as before', async () => {
  server = await RedisServer.start({ persistent: true, binary });
  const store = gateway({ prefix: 'whole', clock: 'caller' });
  for (const now of [10_000, 20_000]) {
    expect(await store.reserve([{ ...hourly, max: 2 }], now)).toMatchObject({ ok: true });
    await server.kill();
    await server.start();
  }
  expect(await store.reserve([{ ...hourly, max: 2 }], 30_000)).toMatchObject({ ok: false, retryAfterMs: 3_580_000 });
  expect(await store.reserve([{ ...hourly, key: 'other' }], 30_000)).toMatchObject({ ok: true });
});

test.each(['times', 'amounts'])('a counter whose %s a store evicts refuses until it would be over', async (part) => {
  server = await RedisServer.start({ persistent: false, binary });
  const store = gateway({ prefix: 'full', clock: 'caller' });
  const limit = { ...hourly, windowMs: 60_000, max: 3 };
  expect(await store.reserve([limit], 1_000)).toMatchObject({ ok: true });
  const undone = await store.reserve([limit], 2_000);
  if (undone.ok) await store.giveBack(undone.receipt);
  await clients[0]?.del(`{full}:60000:${limit.key}:${part}`);
  expect(await store.reserve([limit], 3_000)).toEqual({ ok: false, index: 0, retryAfterMs: 58_000, reason: LOST });
  expect(await store.reserve([{ ...limit, key: 'other' }], 3_000)).toMatchObject({ ok: true });
  expect(await store.reserve([limit], 61_000)).toMatchObject({ ok: true });
});

test('a counter that is over by itself is none that was evicted', async () => {
  server = await RedisServer.start({ persistent: false, binary });
  const store = gateway({ prefix: 'over', clock: 'caller' });
  const [limit, closed] = [
    { ...hourly, windowMs: 60_000, max: 2 },
    { ...hourly, key: 'closed', max: 0 },
  ];
  await store.reserve([limit], 0);
  const undone = await store.reserve([limit], 50_000);
  if (undone.ok) await store.giveBack(undone.receipt);
  // What is over is dropped here, and nothing is counted.
  expect(await store.reserve([limit, closed], 60_000)).toMatchObject({ ok: false, index: 1 });
  expect(await store.reserve([limit], 60_001)).toMatchObject({ ok: true });
});
