import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '@/lib/base/network/free-port';
import { createLimiter } from './rate-limits';

// Two limiters of one name act as two processes.
let redis: ChildProcess;
let client: Redis;
beforeAll(async () => {
  const port = await freePort();
  redis = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
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

const limit = { points: 3, seconds: 600 };
const processes = (name: string) => [1, 2].map(() => createLimiter(name, limit, 'Too many.'));

test('processes share a limit through Redis, which never sees an address', async () => {
  const [one, other] = processes('shared');
  await one?.count('ada@example.com');
  await other?.count('ada@example.com');
  await one?.count('ada@example.com');
  await expect(other?.count('ada@example.com')).rejects.toThrow('Too many. Try again in 10 minutes.');
  await other?.count('grace@example.com');
  const keys = await client.keys('*');
  expect(keys).toHaveLength(2);
  expect(keys.join()).not.toContain('example.com');
});

test('while Redis is away each process still counts for itself', async () => {
  const [one, other] = processes('away');
  const ended = once(redis, 'exit');
  redis.kill('SIGKILL');
  await ended;
  for (let index = 0; index < 3; index += 1) await one?.count('ada@example.com');
  await expect(one?.count('ada@example.com')).rejects.toThrow('Too many. Try again in 10 minutes.');
  await other?.count('ada@example.com');
});
