import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { type CounterStore, limitMessage } from '@/lib/core/policy/limits/limit';
import type { Reservation } from '@/lib/core/policy/limits/reservation';
import type { Case } from './case-schema';
import { decide, isListed } from './decide';
import { decidePrompt, decideResource } from './decide-classes';

type Call = Case['calls'][number];
type Step = Extract<Call, { tool: string }>;
type Expected = Step['expect'];

/** What came of each call of a case, told in as many words as the case expects. Never throws for a valid policy. */
export async function runCase({ policy, calls }: Case, counters: CounterStore): Promise<Expected[]> {
  const compiled = policy && compilePolicy(policy);
  const results: Expected[] = [];
  for (const call of calls) {
    if (!('tool' in call)) {
      const decision =
        'resource' in call ? decideResource(compiled, call.resource) : decidePrompt(compiled, call.prompt);
      results.push(asked(call.expect, decision));
      continue;
    }
    const decision = decide(compiled, call);
    const whole: Required<Expected> = {
      outcome: decision.outcome,
      rule: decision.rule,
      message: decision.message,
      listed: isListed(compiled, call.tool),
      retryAfterMs: null,
      expiresInSeconds: decision.outcome === 'hold' ? decision.expiresInSeconds : 0,
    };
    const after = decision.outcome === 'allow' ? await count(decision.reserve, call, counters) : {};
    results.push(asked(call.expect, { ...whole, ...after }));
  }
  return results;
}

async function count(reserve: Reservation[], call: Step, counters: CounterStore): Promise<Partial<Expected>> {
  const grant = call.grant ?? 'one';
  // Without a session the grant is counted, apart from what is counted for the grant by its own name.
  const owners = { grant, session: call.session ?? `grant:${grant}`, server: 'one', organisation: 'one' };
  const owner = { organisation: 'one', grant };
  const requests = reserve.map((one) => ({ ...one, owner, key: `${one.scope}:${owners[one.scope]}:${one.counter}` }));
  const result = await counters.reserve(requests, call.at ?? 0);
  if (result.ok) return { outcome: 'allow', rule: '', message: '' };
  const limit = reserve[result.index];
  if (!limit) throw new Error('The store refused a count that was not asked for.');
  const { retryAfterMs } = result;
  return { outcome: 'deny', rule: limit.rule, message: limitMessage(limit, result), retryAfterMs };
}

function asked(expected: Expected, whole: Expected): Expected {
  const { outcome, rule } = whole;
  const others = (['message', 'listed', 'retryAfterMs', 'expiresInSeconds'] as const)
    .filter((key) => expected[key] !== undefined)
    .map((key) => [key, whole[key]]);
  return { outcome, rule, ...Object.fromEntries(others) };
}
