import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, WindowCounter } from './limiter';

/**
 * Fixed-window counter in Redis, shared by all processes that use one `name`; one round trip. Keys expire with their window.
 * Rejects where Redis does not answer within the client's timeout.
 */
export function createRedisCounter(client: Redis, name: string, { points, seconds }: Limit): WindowCounter {
  const limiter = new RateLimiterRedis({
    storeClient: client,
    keyPrefix: `policylayer:${name}`,
    points,
    duration: seconds,
  });
  return {
    async add(key, weight) {
      const { consumedPoints, msBeforeNext } = await limiter.consume(key, weight).catch(asCounted);
      return { points: consumedPoints, endsInMs: msBeforeNext };
    },
  };
}

/** It rejects with the count where that is above `points`. */
function asCounted(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason;
  throw reason;
}
