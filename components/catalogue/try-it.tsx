import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide } from '@/lib/core/policy/decide/decide';
import type { Policy } from '@/lib/core/policy/document/schema';
import { TryItForm } from './try-it-form';

type TryItProps = { policy: Policy; tool: string; sample: Record<string, unknown> };

/** What a call of the sample gets, decided here; whoever tries another call loads the evaluator then. */
export function TryIt({ policy, tool, sample }: TryItProps) {
  const { outcome, rule, message } = decide(compilePolicy(policy), { tool, args: sample });
  return <TryItForm policy={policy} tool={tool} sample={sample} first={{ outcome, rule, message }} />;
}
