import { windowMs } from './compile-limits';
import { describeLimit } from './describe';
import { type Finding, pointerIn, type Section, sectionsOf, withRules } from './finding';
import type { Limit, Policy } from './schema';

type Placed = { section: Section; at: number; limit: Limit };

/** Counters that cannot be what they are called, and limits that no call can ever reach. */
export function lintLimits(policy: Policy): Finding[] {
  const placed = sectionsOf(policy).flatMap((section) =>
    (section.rules.limits ?? []).map((limit, at) => ({ section, at, limit })),
  );
  const counters = new Map<string, Placed[]>();
  for (const one of placed) {
    const key = JSON.stringify([one.limit.counter, one.limit.scope ?? 'grant']);
    counters.set(key, [...(counters.get(key) ?? []), one]);
  }
  const mixed = [...counters.values()].flatMap((group) => mixedWindows(policy, group));
  return [...mixed, ...placed.flatMap((one) => neverReached(one, placed))];
}

function mixedWindows(policy: Policy, group: Placed[]): Finding[] {
  const [first, ...rest] = group;
  if (!first) return [];
  return rest
    .filter(({ limit }) => windowMs(limit.window) !== windowMs(first.limit.window))
    .map(({ section, at, limit }) => ({
      level: 'error',
      code: 'counter-windows',
      pointer: pointerIn(section, 'limits', at, 'window'),
      message: `The counter "${limit.counter}" counts over another window at ${pointerIn(first.section, 'limits', first.at)}; one counter has one window.`,
      fix: renamed(policy, section, at, `${limit.counter}_${limit.window}`),
    }));
}

function renamed(policy: Policy, section: Section, at: number, counter: string): Policy {
  const limits = (section.rules.limits ?? []).map((limit, index) => (index === at ? { ...limit, counter } : limit));
  return withRules(policy, section, { ...section.rules, limits });
}

/** Only where every count of this limit is also a count of the stricter one: same scope, same amount, own counter. */
function neverReached(one: Placed, all: Placed[]): Finding[] {
  const { section, at, limit } = one;
  const shared = all.some((other) => other.section !== section && other.limit.counter === limit.counter);
  if (shared) return [];
  const stricter = all.find((other) => other !== one && countsWith(other, one) && capacity(other, limit) < limit.max);
  if (!stricter) return [];
  return [
    {
      level: 'warning',
      code: 'limit-never-reached',
      pointer: pointerIn(section, 'limits', at, 'max'),
      message: `${limit.max} can never be reached: ${describeLimit(stricter.limit)} at ${pointerIn(stricter.section, 'limits', stricter.at)} is stricter.`,
    },
  ];
}

function countsWith(other: Placed, one: Placed): boolean {
  const everyCall = other.section === one.section || other.section.name === null;
  const sameScope = (other.limit.scope ?? 'grant') === (one.limit.scope ?? 'grant');
  return everyCall && sameScope && other.limit.increment_from === one.limit.increment_from;
}

/** The most that `other` lets through within the window of `limit`. */
function capacity(other: Placed, limit: Limit): number {
  return Math.ceil(windowMs(limit.window) / windowMs(other.limit.window)) * other.limit.max;
}
