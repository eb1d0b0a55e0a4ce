import { expect, test } from 'vitest';
import { type CompiledPolicy, compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide } from '@/lib/core/policy/decide/decide';
import { decidePrompt, decideResource } from '@/lib/core/policy/decide/decide-classes';
import { runCase } from '@/lib/core/policy/decide/run-case';
import { readPolicy } from '@/lib/core/policy/document/read';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { type Called, type PolicyExample, policyExamples } from './policy-examples';
import { policyRecipes } from './policy-recipes';

const examples: PolicyExample[] = [...Object.values(policyExamples), ...Object.values(policyRecipes)];

test.each(examples)('the document "$title" of the documentation decides as it says', ({ document, calls }) => {
  const read = readPolicy(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const found = lintPolicy(read.policy);
  expect(found.filter(({ level, code }) => level === 'error' || code === 'session-scope')).toEqual([]);
  const compiled = compilePolicy(read.policy);
  const decided = calls.map((call) => ({ ...call, ...pick(decideAny(compiled, call)) }));
  expect(decided).toEqual(calls);
});

function decideAny(compiled: CompiledPolicy, call: Called) {
  if ('tool' in call) return decide(compiled, call);
  return 'resource' in call ? decideResource(compiled, call.resource) : decidePrompt(compiled, call.prompt);
}

function pick({ outcome, rule }: { outcome: string; rule: string }) {
  return { outcome, rule };
}

test('rate_limit reserves what its long form reserves', () => {
  const tools = { manage_kv_store: { rate_limit: { max: 10, window: 60 } } };
  const compiled = compilePolicy({ version: '1', default: 'deny', tools });
  const decision = decide(compiled, { tool: 'manage_kv_store', args: {} });
  expect(decision.outcome === 'allow' && decision.reserve.at(-1)).toMatchObject({
    counter: 'manage_kv_store_rate',
    scope: 'session',
    windowMs: 60_000,
    max: 10,
    amount: 1,
  });
});

test('the fourth refund of a day is refused, as the documentation says', async () => {
  const read = readPolicy(policyRecipes.refunds.document);
  if (!read.ok) throw new Error('not valid');
  const call = {
    tool: 'refund',
    args: { amount: 100, currency: 'EUR' },
    expect: { outcome: 'allow' as const, rule: '' },
  };
  const day = 86_400_000;
  const calls = [0, 1, 2, day - 1, day].map((at) => ({ ...call, at }));
  const results = await runCase({ name: 'refunds', policy: read.policy, calls }, createMemoryCounters({ keysMax: 10 }));
  expect(results.map(({ outcome }) => outcome)).toEqual(['allow', 'allow', 'allow', 'deny', 'allow']);
});
