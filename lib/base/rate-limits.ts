import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { env } from './env';
import { AppError } from './errors';
import { log } from './log';

const REDIS_MS = 500;

export type Limit = { points: number; seconds: number };

export type Limiter = {
  /** Counts `weight` (default 1); throws above `points` within `seconds`. */
  count(key: string, weight?: number): Promise<void>;
};

/**
 * Rate limit shared by all processes through REDIS_URL. Without Redis, or while it is away, each process counts for
 * itself, so a lost Redis locks nobody out. `refusal`: the message, to which the time to retry is added.
 */
export function createLimiter(name: string, { points, seconds }: Limit, refusal: string): Limiter {
  let limiter: RateLimiterAbstract | undefined;
  return {
    async count(key, weight = 1) {
      limiter ??= make(name, points, seconds);
      try {
        // Hashed: the store never has who tried, and keys have a fixed length.
        await limiter.consume(createHash('sha256').update(key).digest('base64url'), weight);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
        throw new AppError('rate_limited', `${refusal} Try again in ${inWords(error.msBeforeNext)}.`, {
          retryAfterSeconds,
        });
      }
    },
  };
}

function make(name: string, points: number, duration: number): RateLimiterAbstract {
  const own = { keyPrefix: `policylayer:${name}`, points, duration };
  const url = env().REDIS_URL;
  if (url === undefined) return new RateLimiterMemory(own);
  return new RateLimiterRedis({
    ...own,
    storeClient: redis(url),
    insuranceLimiter: new RateLimiterMemory(own),
  });
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

function inWords(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes <= 90) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
