import { longForm, windowMs } from '@/lib/core/policy/compile/limits';
import { describeLimit } from '@/lib/core/policy/document/describe';
import type { Limit, Policy } from '@/lib/core/policy/document/schema';
import { type Finding, pointerIn, type Section, sectionsOf, withRules } from './finding';

/** `at`: where among the limits of its section; null for the short form, `rate_limit`. */
type Placed = { section: Section; at: number | null; limit: Limit };

/** Counters that cannot be what they are called, and limits that no call can ever reach. */
export function lintLimits(policy: Policy): Finding[] {
  const bySection = sectionsOf(policy).map(limitsOf);
  const all = bySection.flat();
  const ofEveryCall = all.filter(({ section }) => section.name === null);
  const namesakes = grouped(all, ({ limit }) => limit.counter);
  const counters = grouped(all, ({ limit }) => JSON.stringify([limit.counter, limit.scope ?? 'grant']));
  const unreachable = bySection.flatMap((own) => {
    const beside = own === bySection[0] && ofEveryCall.length > 0 ? own : [...ofEveryCall, ...own];
    return own.flatMap((one) => neverReached(one, beside, namesakes.get(one.limit.counter) ?? []));
  });
  return [...[...counters.values()].flatMap((group) => mixedWindows(policy, group)), ...unreachable];
}

function limitsOf(section: Section): Placed[] {
  const { limits = [], rate_limit: short } = section.rules;
  const placed: Placed[] = limits.map((limit, at) => ({ section, at, limit }));
  if (short) placed.push({ section, at: null, limit: longForm(short, section.name ?? 'all_tools') });
  return placed;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function place({ section, at }: Placed, ...keys: string[]): string {
  return at === null ? pointerIn(section, 'rate_limit', ...keys) : pointerIn(section, 'limits', at, ...keys);
}

function mixedWindows(policy: Policy, group: Placed[]): Finding[] {
  const [first, ...rest] = group;
  if (!first) return [];
  return rest
    .filter(({ limit }) => windowMs(limit.window) !== windowMs(first.limit.window))
    .map((one) => ({
      level: 'error',
      code: 'counter-windows',
      pointer: place(one, 'window'),
      message: `The counter "${one.limit.counter}" counts over another window at ${place(first)}; one counter has one window.`,
      fix: () => renamed(policy, one),
    }));
}

/** With a counter of its own; the short form, whose counter cannot be named, is written out. */
function renamed(policy: Policy, { section, at, limit }: Placed): Policy {
  const own: Limit = { ...limit, counter: `${limit.counter}_${limit.window}` };
  const { rate_limit, ...rules } = section.rules;
  const { limits = [] } = rules;
  if (at === null) return withRules(policy, section, { ...rules, limits: [...limits, own] });
  return withRules(policy, section, { ...section.rules, limits: limits.map((one, i) => (i === at ? own : one)) });
}

/** Only where every count of this limit is also a count of the stricter one: same scope, same amount, own counter. */
function neverReached(one: Placed, beside: readonly Placed[], namesakes: readonly Placed[]): Finding[] {
  const { section, limit } = one;
  if (namesakes.some((other) => other.section !== section)) return [];
  const stricter = beside.find(
    (other) => other !== one && countsWith(other, one) && capacity(other, limit) < limit.max,
  );
  if (!stricter) return [];
  return [
    {
      level: 'warning',
      code: 'limit-never-reached',
      pointer: place(one, 'max'),
      message: `${limit.max} can never be reached: ${describeLimit(stricter.limit)} at ${place(stricter)} is stricter.`,
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
