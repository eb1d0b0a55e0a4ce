import { longForm } from '@/lib/core/policy/compile/limits';
import type { Limit, Policy } from '@/lib/core/policy/document/schema';
import { type Finding, pointerIn, type Section, sectionsOf, withRules } from './finding';

/** Limits that count each session by itself: they end a loop and do not bound an agent. */
export function lintSessions(policy: Policy): Finding[] {
  return sectionsOf(policy).flatMap((section) => {
    const { limits = [], rate_limit } = section.rules;
    const listed = limits.flatMap((limit, at) => (limit.scope === 'session' ? [overSession(policy, section, at)] : []));
    return rate_limit ? [...listed, overSession(policy, section, null)] : listed;
  });
}

/** `at`: which of the limits; null for the short form. */
function overSession(policy: Policy, section: Section, at: number | null): Finding {
  return {
    level: 'warning',
    code: 'session-scope',
    pointer: at === null ? pointerIn(section, 'rate_limit') : pointerIn(section, 'limits', at, 'scope'),
    message: 'An agent that reconnects starts anew; use limits with scope grant.',
    fix: () => withRules(policy, section, overGrant(section, at)),
  };
}

function overGrant({ rules, name }: Section, at: number | null): Section['rules'] {
  const { rate_limit, ...rest } = rules;
  const limits = rules.limits ?? [];
  const counted = (limit: Limit): Limit => ({ ...limit, scope: 'grant' });
  if (at !== null) return { ...rules, limits: limits.map((one, index) => (index === at ? counted(one) : one)) };
  if (!rate_limit) return rules;
  return { ...rest, limits: [...limits, counted(longForm(rate_limit, name ?? 'all_tools'))] };
}
