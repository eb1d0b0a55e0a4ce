import { createHash } from 'node:crypto';
import { AppError } from '@/lib/base/errors';

/** Fixed window: `points` in `seconds` from a key's first count. */
export type Limit = { points: number; seconds: number };

export interface Limiter {
  /**
   * Counts 1, or `weight`, a whole number from 1, for a key of any length. Throws `rate_limited`, with the seconds to wait,
   * where more than `points` are then counted in the window; what is refused is counted too, and prolongs nothing.
   */
  count(key: string, weight?: number): Promise<void>;
}

/** What is counted of a key in its window, and the milliseconds until that ends. */
type Counted = { points: number; endsInMs: number };

/** The port: fixed-window counter of one limit, in this process or shared by several. Keys are hashes of a fixed length. */
export interface WindowCounter {
  /** Rejects where it cannot count. */
  add(key: string, weight: number): Promise<Counted>;
}

/** Limiter on a counter. `refusal`: the message, to which the time to retry is added. */
export function limiterOn(counter: WindowCounter, { points }: Limit, refusal: string): Limiter {
  return {
    async count(key, weight = 1) {
      // Hashed: the store never has who tried, and keys have a fixed length.
      const counted = await counter.add(createHash('sha256').update(key).digest('base64url'), weight);
      if (counted.points <= points) return;
      throw new AppError('rate_limited', `${refusal} Try again in ${inWords(counted.endsInMs)}.`, {
        retryAfterSeconds: Math.max(1, Math.ceil(counted.endsInMs / 1_000)),
      });
    },
  };
}

/** Counts in `own` where `shared` rejects, so a lost store locks nobody out; the limit then holds for each process. */
export function withFallback(shared: WindowCounter, own: WindowCounter): WindowCounter {
  return { add: (key, weight) => shared.add(key, weight).catch(() => own.add(key, weight)) };
}

function inWords(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes <= 90) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
