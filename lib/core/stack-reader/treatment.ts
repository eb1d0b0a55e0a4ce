import type { CompiledPolicy } from '@/lib/core/policy/compile/compile';
import { decide, isListed } from '@/lib/core/policy/decide/decide';

/** What a policy does with a tool, in a few words, decided by the evaluator. */
export function treatmentOf(policy: CompiledPolicy, tool: string): string {
  if (!isListed(policy, tool)) return 'Hidden';
  const decision = decide(policy, { tool, args: {} });
  if (decision.outcome === 'hold') return 'Held for a person';
  if (decision.outcome === 'deny') return decision.rule.endsWith('/action') ? 'Denied' : 'Within bounds only';
  const [limit] = decision.reserve;
  return limit ? `${limit.max} calls ${periodOf(limit.windowMs)}` : 'Allowed';
}

function periodOf(windowMs: number): string {
  return windowMs === 60_000 ? 'a minute' : `in ${windowMs / 1_000} seconds`;
}
