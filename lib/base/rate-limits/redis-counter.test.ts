import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '@/lib/base/network/free-port';
import { limiterContract } from './limiter.contract';
import { createLimiter } from './rate-limits';
import { createRedisCounter } from './redis-counter';

let redis: ChildProcess;
let port: number;
let client: Redis;
beforeAll(async () => {
  port = await freePort();
  startRedis();
  client = new Redis(`redis://127.0.0.1:${port}`, { retryStrategy: () => 50, maxRetriesPerRequest: 100 });
  client.on('error', () => undefined);
  await client.ping();
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://127.0.0.1:1/none',
    AUTH_SECRET: 'x'.repeat(32),
    ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    REDIS_URL: `redis://127.0.0.1:${port}`,
  });
});
afterAll(() => {
  client.disconnect();
  redis.kill('SIGKILL');
});

function startRedis(): void {
  redis = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
}

limiterContract(() => ({
  open: (name, limit) => createRedisCounter(client, name, limit),
  passTime: (ms) => wait(ms),
}));

// Two limiters of one name act as two processes.
const limit = { points: 3, seconds: 600 };
const processes = (name: string) => [1, 2].map(() => createLimiter(name, limit, 'Too many.'));

test('processes share a limit through Redis, which never sees an address and keeps no key without an end', async () => {
  await client.flushall();
  const [one, other] = processes('shared');
  await one?.count('ada@example.com');
  await other?.count('ada@example.com');
  await one?.count('ada@example.com');
  await expect(other?.count('ada@example.com')).rejects.toThrow('Too many. Try again in 10 minutes.');
  await other?.count('grace@example.com');
  const keys = await client.keys('*');
  expect(keys).toHaveLength(2);
  expect(keys.join()).not.toContain('example.com');
  for (const key of keys) expect(await client.pttl(key)).toBeGreaterThan(0);
});

test('while Redis is away each process counts for itself, and in Redis again once it is back', async () => {
  const [one, other] = processes('away');
  const ended = once(redis, 'exit');
  redis.kill('SIGKILL');
  await ended;
  for (let index = 0; index < 3; index += 1) await one?.count('ada@example.com');
  await expect(one?.count('ada@example.com')).rejects.toThrow('Too many. Try again in 10 minutes.');
  await other?.count('ada@example.com');
  startRedis();
  await expect.poll(() => client.ping()).toBe('PONG');
  await expect.poll(() => one?.count('ada@example.com').then(() => client.keys('*:away:*'))).toHaveLength(1);
});
