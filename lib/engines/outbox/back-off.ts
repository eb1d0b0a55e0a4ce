const SHORTEST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/** Attempts until work is given up, some two and a half hours after the first. */
export const ATTEMPTS_MAX = 12;
/** Attempts that end the worker itself until work is given up: each of them stopped what else it did. */
export const LOST_MAX = 3;

/**
 * Milliseconds until the next attempt: 5 s after the first, doubled after each, an hour at most; of it a random half to the
 * whole, so that what failed together is not tried again together. `attempts` is 1 or more, `random` from 0 up to 1.
 */
export function backOffMs(attempts: number, random: () => number = Math.random): number {
  const whole = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(attempts - 1, 30));
  return Math.round(whole * (0.5 + random() / 2));
}
