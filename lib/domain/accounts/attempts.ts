import type { Limiter } from '@/lib/base/rate-limits/limiter';
import { createLimiter } from '@/lib/base/rate-limits/rate-limits';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** What is counted, and how much of it in which time; the documentation shows these numbers. */
export const ATTEMPTS = {
  /** Sign-ins from one network address, which holds against a list of addresses. */
  signInAddress: { points: 60, seconds: 15 * MINUTE },
  /** Sign-ins to one e-mail address from browsers that are not known, which holds against a list of passwords. */
  signInEmail: { points: 10, seconds: 15 * MINUTE },
  /** Sign-ins from a browser in which the account was signed in before. Strangers cannot use it up. */
  signInDevice: { points: 10, seconds: 15 * MINUTE },
  signUpAddress: { points: 30, seconds: 60 * MINUTE },
  /** Fewer than an address can have accounts (create-account.ts), so that the answer does not tell how many it has. */
  signUpEmail: { points: 2, seconds: DAY },
} as const;

const limiters = Object.fromEntries(
  Object.entries(ATTEMPTS).map(([name, limit]) => [name, createLimiter(name, limit, 'Too many attempts.')]),
);

/** Counts an attempt before any work is done for it; throws where there were too many, known address or not. */
export async function countAttempt(name: keyof typeof ATTEMPTS, key: string): Promise<void> {
  await limiterOf(name).count(key.trim().toLowerCase().slice(0, 254));
}

function limiterOf(name: keyof typeof ATTEMPTS): Limiter {
  const limiter = limiters[name];
  if (!limiter) throw new Error(`There is no limit called ${name}.`);
  return limiter;
}
