import type { CompiledPolicy, CompiledRule } from '@/lib/core/policy/compile/compile';
import { type Call, conjunction, type Decision, decide, standingOf } from './decide';

/** A rule that did not decide, and the first of its conditions that did not hold, in words. */
export type Passed = {
  rule: string;
  kind: 'require' | 'deny_if' | 'approve_if' | 'limit';
  /** True where the rule's conditions all hold. */
  holds: boolean;
  /** The first condition that is false, absent or unclear; null when all hold or none is there. */
  failed: { condition: string; why: 'false' | 'absent' | 'unclear' } | null;
};

export type Explanation = { decision: Decision; others: Passed[] };

/** Why a call is decided as it is: the decision with its rule, and every other rule for this tool in order. */
export function explain(policy: CompiledPolicy | null, call: Call): Explanation {
  const decision = decide(policy, call);
  const standing = policy ? standingOf(policy, call.tool) : '(default deny)';
  if (typeof standing === 'string') return { decision, others: [] };
  const rules = standing.compiled();
  const others = [
    ...rules.require.flat().map((rule) => look(rule, 'require', call)),
    ...rules.denyIf.flat().map((rule) => look(rule, 'deny_if', call)),
    ...[rules.held ?? []].flat().map((rule) => look(rule, 'approve_if', call)),
    ...rules.approveIf.flat().map((rule) => look(rule, 'approve_if', call)),
    ...rules.limits.map(
      (limit): Passed => ({ rule: limit.reservation.rule, kind: 'limit', holds: true, failed: null }),
    ),
  ];
  return { decision, others: others.filter((other) => other.rule !== decision.rule) };
}

function look(rule: CompiledRule, kind: Passed['kind'], call: Call): Passed {
  for (const condition of rule.conditions) {
    const why = condition.judge(call.args);
    if (why !== 'true') return { rule: rule.pointer, kind, holds: false, failed: { condition: condition.text, why } };
  }
  return { rule: rule.pointer, kind, holds: conjunction(rule, call.args) === 'true', failed: null };
}
