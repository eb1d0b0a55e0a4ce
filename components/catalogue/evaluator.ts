import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide } from '@/lib/core/policy/decide/decide';
import { type Trial, tryCall } from '@/lib/core/policy/decide/trial';
import type { Policy } from '@/lib/core/policy/document/schema';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';

export type Evaluator = {
  /** What a call would get, without counting it. */
  decide(args: Record<string, unknown>): Trial;
  /** Makes the call as often as told, against the counters of all calls since the last restart. */
  call(args: Record<string, unknown>, times: number): Trial[];
  restart(): void;
};

/** The gateway's own evaluator for one tool under one policy. */
export function createEvaluator(policy: Policy, tool: string): Evaluator {
  const compiled = compilePolicy(policy);
  const fresh = () => createMemoryCounters({ keysMax: 100 });
  let counters = fresh();
  return {
    decide: (args) => decide(compiled, { tool, args }),
    call: (args, times) => Array.from({ length: times }, () => tryCall(compiled, counters, { tool, args }, Date.now())),
    restart: () => {
      counters = fresh();
    },
  };
}
