import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { type Trial, tryCall } from '@/lib/core/policy/decide/trial';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import type { Attack, AttackCall } from './attack';

/** A row of the call log, with values and a description that the log does not have. */
export type LogRow = {
  /** Seconds after the start; of several calls with one decision, the first and the last. */
  at: number;
  lastAt: number;
  times: number;
  tool: string;
  argumentKeys: string[];
  outcome: 'allow' | 'deny' | 'hold';
  rule: string;
  message: string;
  call: AttackCall;
};

/**
 * The call log of a story under its policy, decided by the evaluator as the gateway does for one grant: an unpinned
 * tool is refused before the policy, and a limit counts allowed calls.
 */
export function replay({ tools, policy, calls }: Pick<Attack, 'tools' | 'policy' | 'calls'>): LogRow[] {
  const decideAt = judgeOf({ tools, policy });
  return calls.flatMap((call) => {
    const { at, times = 1, everySeconds = 0, tool, args } = call;
    const rows: LogRow[] = [];
    for (let made = 0; made < times; made += 1) {
      const now = at + made * everySeconds;
      const verdict = decideAt(call, now);
      const last = rows.at(-1);
      if (last && last.outcome === verdict.outcome && last.rule === verdict.rule) {
        Object.assign(last, { lastAt: now, times: last.times + 1, message: verdict.message });
      } else {
        rows.push({ at: now, lastAt: now, times: 1, tool, argumentKeys: Object.keys(args), ...verdict, call });
      }
    }
    return rows;
  });
}

/** The gateway's message for a tool that appeared after registration. */
const pending: Trial = { outcome: 'deny', rule: '(pending)', message: 'This tool has not been reviewed.' };

function judgeOf({ tools, policy }: Pick<Attack, 'tools' | 'policy'>) {
  const pinned = new Set(tools.map(({ name }) => name));
  const compiled = compilePolicy(policy);
  const counters = createMemoryCounters({ keysMax: 1_000 });
  return ({ tool, args }: AttackCall, atSeconds: number): Trial => {
    if (!pinned.has(tool)) return pending;
    return tryCall(compiled, counters, { tool, args }, atSeconds * 1_000);
  };
}
