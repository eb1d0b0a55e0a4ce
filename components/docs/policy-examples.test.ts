import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/policy/compile';
import { decide } from '@/lib/policy/decide';
import { lintPolicy } from '@/lib/policy/lint';
import { readPolicy } from '@/lib/policy/read';
import { type PolicyExample, policyExamples } from './policy-examples';

const examples: PolicyExample[] = Object.values(policyExamples);

test.each(examples)('the document "$title" of the documentation decides as it says', ({ document, calls }) => {
  const read = readPolicy(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(lintPolicy(read.policy).filter(({ level }) => level === 'error')).toEqual([]);
  const compiled = compilePolicy(read.policy);
  const decided = calls.map((call) => ({ ...call, ...pick(decide(compiled, call)) }));
  expect(decided).toEqual(calls);
});

function pick({ outcome, rule }: { outcome: string; rule: string }) {
  return { outcome, rule };
}

test('rate_limit reserves what its long form reserves', () => {
  const read = readPolicy(policyExamples.limits.document);
  if (!read.ok) throw new Error('not valid');
  const decision = decide(compilePolicy(read.policy), { tool: 'manage_kv_store', args: {} });
  expect(decision.outcome === 'allow' && decision.reserve.at(-1)).toMatchObject({
    counter: 'manage_kv_store_rate',
    scope: 'session',
    windowMs: 60_000,
    max: 10,
    amount: 1,
  });
});
