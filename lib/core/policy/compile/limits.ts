import { describeLimit } from '@/lib/core/policy/document/describe';
import { parsePath, type Step } from '@/lib/core/policy/document/path';
import type { Limit, RateLimit } from '@/lib/core/policy/document/schema';
import type { Reservation } from '@/lib/core/policy/limits/reservation';

/** One limit, ready to be reserved. */
export type CompiledLimit = {
  /** Equal for limits that count the same thing. */
  counts: string;
  /** Where the amount is; null: each call counts 1. */
  amountAt: Step[] | null;
  reservation: Reservation;
};

const named = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Milliseconds of a window given by name or in seconds. */
export function windowMs(window: Limit['window']): number {
  return typeof window === 'string' ? named[window] : window * 1_000;
}

/**
 * Limits that count the same thing on the same counter become the strictest one: a call that two places limit is still
 * one call. Kept apart: other scopes, other windows, other amounts. `shared` come first; of equal limits the first stays.
 * Linear in their number, at most 202.
 */
export function mergeLimits(shared: CompiledLimit[], own: CompiledLimit[]): CompiledLimit[] {
  const kept = new Map<string, CompiledLimit>();
  for (const limit of [...shared, ...own]) {
    const other = kept.get(limit.counts);
    if (!other || limit.reservation.max < other.reservation.max) kept.set(limit.counts, limit);
  }
  return [...kept.values()];
}

/**
 * What `rate_limit` is short for: a counter of its own for each session. `name` is the entry that it stands in, `all_tools`
 * for the rules of every call.
 */
export function longForm({ window, max }: RateLimit, name: string): Limit {
  return { counter: `${name}_rate`, window, max, scope: 'session' };
}

/**
 * Makes one limit ready: its window in milliseconds, its scope `grant` where it names none. `rule` is its JSON Pointer. The
 * amount of the reservation is 1 until a call says another. Constant time; throws nothing.
 */
export function compileLimit(limit: Limit, rule: string): CompiledLimit {
  const { counter, max, scope = 'grant', increment_from: from } = limit;
  const window = windowMs(limit.window);
  return {
    counts: JSON.stringify([counter, scope, window, from ?? null]),
    amountAt: from === undefined ? null : parsePath(from),
    reservation: {
      counter,
      scope,
      windowMs: window,
      max,
      amount: 1,
      rule,
      message: limit.on_deny ?? `The limit of ${describeLimit(limit)} is reached.`,
    },
  };
}
