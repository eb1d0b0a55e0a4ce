import { Redis } from 'ioredis';
import { env } from '@/lib/base/env';
import { log } from '@/lib/base/log';
import { type Limit, type Limiter, limiterOn, type WindowCounter, withFallback } from './limiter';
import { createMemoryCounter } from './memory-counter';
import { createRedisCounter } from './redis-counter';

const REDIS_MS = 500;

/**
 * Rate limit shared by all processes through REDIS_URL. Without Redis, or while it is away, each process counts for
 * itself, so a lost Redis locks nobody out. `name` is the same in all processes; `refusal`: the message, to which the time
 * to retry is added.
 */
export function createLimiter(name: string, limit: Limit, refusal: string): Limiter {
  let limiter: Limiter | undefined;
  return {
    async count(key, weight) {
      limiter ??= limiterOn(counterFor(name, limit), limit, refusal);
      await limiter.count(key, weight);
    },
  };
}

function counterFor(name: string, limit: Limit): WindowCounter {
  const own = createMemoryCounter(limit);
  const url = env().REDIS_URL;
  return url === undefined ? own : withFallback(createRedisCounter(redis(url), name, limit), own);
}

const remembered = globalThis as typeof globalThis & { policylayerLimits?: Redis };

/** One connection for all limits of a process, with a short timeout. */
function redis(url: string): Redis {
  if (remembered.policylayerLimits) return remembered.policylayerLimits;
  const client = new Redis(url, { commandTimeout: REDIS_MS, connectTimeout: 5_000, maxRetriesPerRequest: 0 });
  client.on('error', (error: Error) => log.debug({ error }, 'Redis does not answer; limits are counted here.'));
  remembered.policylayerLimits = client;
  return client;
}
