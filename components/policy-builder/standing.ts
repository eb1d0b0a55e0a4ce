import { describeConditions, describeLimit } from '@/lib/core/policy/document/describe';
import { isNameable } from '@/lib/core/policy/document/nameable';
import { indexNames, isGlob } from '@/lib/core/policy/document/names';
import type { Limit, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import type { Choice } from './choices';
import { defaultLimit } from './choices';

/** What the policy says of one tool now, and which place of the document says it. */
export type Standing = {
  /** `custom`: more than one choice can say. `closed`: named nowhere, so neither listed nor to be called. */
  choice: Choice | 'custom' | 'closed';
  from: 'tool' | 'pattern' | 'default';
  /** The pattern, where one decides. */
  pattern?: string;
  limit?: Limit;
  reason?: string;
  /** The rules in words, where they are custom. */
  sentences?: string[];
  /** False where no choice can change it: a pattern hides it, or no policy can spell its name. */
  choosable: boolean;
};

/** Reads a policy once; the function it returns costs a look-up per tool. */
export function standingsOf(policy: Policy): (tool: string) => Standing {
  const hiddenBy = indexNames((policy.hide ?? []).map((name) => [name, true] as const));
  const entryOf = indexNames(Object.entries(policy.tools ?? {}));
  return (tool) => {
    const choosable = isNameable(tool);
    const hidden = hiddenBy(tool);
    if (hidden) {
      if (!isGlob(hidden.name)) return { choice: 'hide', from: 'tool', choosable };
      return { choice: 'hide', from: 'pattern', pattern: hidden.name, choosable: false };
    }
    const entry = entryOf(tool);
    if (!entry) return { choice: policy.default === 'allow' ? 'allow' : 'closed', from: 'default', choosable };
    const place = isGlob(entry.name)
      ? ({ from: 'pattern', pattern: entry.name } as const)
      : ({ from: 'tool' } as const);
    return { ...place, ...readRules(entry.value, entry.name), choosable };
  };
}

function readRules(rules: ToolRules, name: string): Pick<Standing, 'choice' | 'limit' | 'reason' | 'sentences'> {
  const { reason } = rules;
  if (rules.action === 'deny') return { choice: 'deny', reason };
  const limit = onlyLimit(rules, name);
  const conditional = [rules.require, rules.deny_if, rules.approve_if].some((list) => list?.length);
  if (conditional || limit === null) return { choice: 'custom', sentences: sentencesOf(rules) };
  if (rules.action === 'require_approval') return { choice: 'approve', limit, reason };
  return limit ? { choice: 'limit', limit } : { choice: 'allow' };
}

/** Undefined: no limit. Null: more than the fields of a choice can show. `rate_limit` is read as what it is short for. */
function onlyLimit({ limits = [], rate_limit: short }: ToolRules, name: string): Limit | null | undefined {
  const [limit, ...more] = limits;
  if (short) return limit ? null : { ...defaultLimit(name), ...short, scope: 'session' };
  if (!limit) return undefined;
  return more.length > 0 || limit.increment_from !== undefined || limit.on_deny !== undefined ? null : limit;
}

/** Rules in words, one sentence each, in the order of evaluation. */
export function sentencesOf(rules: ToolRules): string[] {
  const limits = [...(rules.limits ?? [])];
  return [
    ...(rules.action === 'deny' ? ['Every call is refused.'] : []),
    ...(rules.require ?? []).map((rule) => `Allowed only when ${describeConditions(rule.conditions)}.`),
    ...(rules.deny_if ?? []).map((rule) =>
      rule.conditions.length ? `Refused when ${describeConditions(rule.conditions)}.` : 'Every call is refused.',
    ),
    ...(rules.action === 'require_approval' ? ['Every call waits for approval.'] : []),
    ...(rules.approve_if ?? []).map((rule) =>
      rule.conditions.length
        ? `Waits for approval when ${describeConditions(rule.conditions)}.`
        : 'Every call waits for approval.',
    ),
    ...limits.map((limit) => `At most ${describeLimit(limit)}.`),
    ...(rules.rate_limit ? [`At most ${describeLimit({ counter: 'x', scope: 'session', ...rules.rate_limit })}.`] : []),
  ];
}
