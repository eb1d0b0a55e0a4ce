import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { stepsOf } from '@/lib/core/policy/decide/decide';
import type { Policy } from '@/lib/core/policy/document/schema';

const steps = (policy: Policy, tool: string, args: Record<string, unknown>) =>
  stepsOf(compilePolicy(policy), { tool, args });
const conditions = (op: 'regex' | 'eq') => [{ conditions: [{ path: 'args.x', op, value: 'a+' }] }];
const policy: Policy = {
  version: '1',
  default: 'deny',
  hide: ['hidden'],
  tools: {
    closed: { action: 'deny' },
    open: {},
    expressive: { deny_if: conditions('regex') },
    plain: { deny_if: conditions('eq') },
  },
};

test('a call that no condition reads takes no step, however long it is', () => {
  const args = { x: 'a'.repeat(1_000_000) };
  for (const tool of ['hidden', 'unknown', 'closed', 'open']) expect(steps(policy, tool, args)).toBe(0);
});

test('steps of an expression grow with the text it reads, those of other conditions with the parts', () => {
  const [short, long] = [1_000, 2_000].map((length) => steps(policy, 'expressive', { x: 'a'.repeat(length) }));
  expect(long! / short!).toBeCloseTo(2, 1);
  expect(steps(policy, 'plain', { x: 'a'.repeat(1_000) })).toBe(steps(policy, 'plain', { x: 'a' }));
});
