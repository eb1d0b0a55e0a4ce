import { describeLimit } from './describe';
import { parsePath, type Step } from './path';
import type { Limit, Scope } from './schema';

/** A limit and the pointer that names it. */
export type NamedLimit = { limit: Limit; pointer: string };

export type CompiledLimit = {
  counter: string;
  scope: Scope;
  windowMs: number;
  max: number;
  rule: string;
  message: string;
  /** Where the amount is; null: each call counts 1. */
  amountAt: Step[] | null;
};

const named = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Milliseconds of a window given by name or in seconds. */
export function windowMs(window: Limit['window']): number {
  return typeof window === 'string' ? named[window] : window * 1_000;
}

/**
 * Limits that count the same thing on the same counter become the strictest one: a call that two places limit is still
 * one call. Kept apart: other scopes, other windows, other amounts.
 */
export function compileLimits(limits: readonly NamedLimit[]): CompiledLimit[] {
  const kept = new Map<string, CompiledLimit>();
  for (const one of limits) {
    const compiled = compileLimit(one);
    const key = JSON.stringify([compiled.counter, compiled.scope, compiled.windowMs, one.limit.increment_from ?? null]);
    const other = kept.get(key);
    if (!other || compiled.max < other.max) kept.set(key, compiled);
  }
  return [...kept.values()];
}

function compileLimit({ limit, pointer }: NamedLimit): CompiledLimit {
  return {
    counter: limit.counter,
    scope: limit.scope ?? 'grant',
    windowMs: windowMs(limit.window),
    max: limit.max,
    rule: pointer,
    message: limit.on_deny ?? `The limit of ${describeLimit(limit)} is reached.`,
    amountAt: limit.increment_from === undefined ? null : parsePath(limit.increment_from),
  };
}
