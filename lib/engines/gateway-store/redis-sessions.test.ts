import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '@/lib/base/network/free-port';
import { sessionContract } from '@/lib/engines/gateway/auth/sessions.contract';
import type { Caller, Endpoint, Target } from '@/lib/engines/gateway/ports';
import { RedisServer } from './redis-server.test-data';
import { RedisSessions } from './redis-sessions';

let server: RedisServer;
let redis: Redis;
let other: Redis;
let stores = 0;

beforeAll(async () => {
  server = await RedisServer.start({ persistent: false, binary: process.env.REDIS_SERVER });
  redis = server.connect();
  other = server.connect();
});
afterAll(async () => {
  redis.disconnect();
  other.disconnect();
  await server.remove();
});

describe('the contract of sessions, shared', () =>
  sessionContract((bounds) => {
    const clock = { ms: 1_000_000 };
    const options = { prefix: `test-${stores++}`, now: () => clock.ms, bounds };
    return { clock, sessions: new RedisSessions(redis, options), elsewhere: new RedisSessions(other, options) };
  }));

const caller = { id: 'grant', organisationId: 'organisation' } as Caller;
const target = { id: 'target' } as Target;
const endpoint = { id: 'endpoint', settings: { sessionsPerMinute: 9, sessionsOpenMax: 9 } } as Endpoint;

test('a session outlives the process that began it', async () => {
  const options = { prefix: `test-${stores++}` };
  const first = new RedisSessions(redis, options);
  const seat = await first.enter(caller, endpoint);
  if ('problem' in seat) throw new Error(seat.problem);
  const { id } = seat.begin(target, 'theirs');
  const session = await first.find(id, caller, endpoint);
  if (session) first.settle(session, '2025-06-18');
  const found = await new RedisSessions(other, options).find(id, caller, endpoint);
  expect(found).toMatchObject({ id, version: '2025-06-18', upstreamIds: new Map([['target', 'theirs']]) });
});

test('processes that share a store begin no more sessions together than one may', async () => {
  const options = { prefix: `test-${stores++}` };
  const both = [new RedisSessions(redis, options), new RedisSessions(other, options)];
  const seats = await Promise.all(Array.from({ length: 40 }, (_, at) => both[at % 2]?.enter(caller, endpoint)));
  expect(seats.filter((seat) => seat && 'begin' in seat)).toHaveLength(9);
});

test('a store that is away begins and finds no session', async () => {
  const away = new Redis({
    port: await freePort(),
    host: '127.0.0.1',
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  away.on('error', () => undefined);
  const sessions = new RedisSessions(away);
  await expect(sessions.enter(caller, endpoint)).rejects.toThrow();
  await expect(sessions.find('id', caller, endpoint)).rejects.toThrow();
});
