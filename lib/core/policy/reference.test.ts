import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide, isListed } from '@/lib/core/policy/decide/decide';
import { decidePrompt, decideResource } from '@/lib/core/policy/decide/decide-classes';
import { anyCall, anyPolicy, anyPrompt, anyUri } from './arbitrary.test-data';
import { referenceDecide } from './reference.test-data';
import { referencePrompt, referenceResource } from './reference-classes.test-data';

// 200,000 pairs: npm run long:policy; others of them: POLICY_SEED=7 npm run long:policy
const numRuns = Number(process.env.POLICY_RUNS ?? 2_000);
const seeded = { numRuns, seed: Number(process.env.POLICY_SEED ?? 20_261_122) };
const timeout = 20_000 + numRuns * 10;

test('the compiled policy decides as a naive reading of the specification does', { timeout }, () => {
  const steps = new Set<string>();
  const property = fc.property(anyPolicy, anyCall, (policy, call) => {
    const expected = referenceDecide(policy, call);
    const compiled = compilePolicy(policy);
    const decision = decide(compiled, call);
    const reserve = decision.outcome === 'allow' ? decision.reserve : [];
    const counted = reserve.map(({ counter, scope, windowMs, max, amount }) => ({
      counter,
      scope,
      windowMs,
      max,
      amount,
    }));
    steps.add(decision.rule.replace(/\/\d+$/, '').replace(/^\/tools\/[^/]+(?=\/)/, '/tool'));
    expect({ outcome: decision.outcome, rule: decision.rule, counted }).toEqual(expected);
    expect(decide(compiled, call)).toEqual(decision);
    const unknown = decision.outcome === 'deny' && decision.hidden;
    expect(isListed(compiled, call.tool)).toBe(!unknown);
  });
  fc.assert(property, seeded);
  // The generator reaches every step; a comparison that only ever sees one outcome would prove nothing.
  expect([...steps].sort()).toEqual(everyStep);
});

test('resources and prompts are decided as a naive reading of the specification does', { timeout }, () => {
  const rules = new Set<string>();
  const property = fc.property(anyPolicy, anyUri, anyPrompt, (policy, uri, prompt) => {
    const compiled = compilePolicy(policy);
    const decisions = [decideResource(compiled, uri), decidePrompt(compiled, prompt)];
    const expected = [referenceResource(policy, uri), referencePrompt(policy, prompt)];
    expect(decisions.map(({ rule }) => rule)).toEqual(expected);
    expect(decisions.map(({ outcome }) => outcome)).toEqual(expected.map((rule) => (rule ? 'deny' : 'allow')));
    for (const rule of expected) rules.add(rule.replace(/\/\d+$/, ''));
  });
  fc.assert(property, seeded);
  expect([...rules].sort()).toEqual([
    '',
    '(unclear URI)',
    '/prompts/default',
    '/prompts/deny',
    '/resources/default',
    '/resources/deny',
  ]);
});

const lists = ['action', 'approve_if', 'deny_if', 'limits', 'require'];
const everyStep = [
  '',
  '(default deny)',
  '(hidden)',
  ...lists.map((list) => `/all_tools/${list}`),
  ...lists.map((list) => `/tool/${list}`),
];
