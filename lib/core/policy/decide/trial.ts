import type { CompiledPolicy } from '@/lib/core/policy/compile/compile';
import { limitMessage } from '@/lib/core/policy/limits/limit';
import type { MemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { type Call, decide } from './decide';

export type Trial = { outcome: 'allow' | 'deny' | 'hold'; rule: string; message: string };

/** Decides a call at `nowMs` and counts it as the gateway would for one grant in one session. */
export function tryCall(policy: CompiledPolicy, counters: MemoryCounters, call: Call, nowMs: number): Trial {
  const decision = decide(policy, call);
  const { outcome, rule, message } = decision;
  if (decision.outcome !== 'allow') return { outcome, rule, message };
  const owner = { organisation: 'one', grant: 'one' };
  const requests = decision.reserve.map((one) => ({ ...one, owner, key: `${one.scope}:${one.counter}` }));
  const result = counters.reserve(requests, nowMs);
  if (result.ok) return { outcome, rule, message };
  const limit = decision.reserve[result.index];
  if (!limit) throw new Error('A refused reservation names one of its requests.');
  return { outcome: 'deny', rule: limit.rule, message: limitMessage(limit, result) };
}
