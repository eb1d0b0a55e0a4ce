import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import type { Policy } from '@/lib/core/policy/document/schema';
import { compileFor, decide, stepsOf } from './decide';

const matching = (value: string) => ({ conditions: [{ path: 'args.a', op: 'regex' as const, value }] });
const compiled = (tools: Policy['tools'], rest: Partial<Policy> = {}) =>
  compilePolicy({ version: '1', default: 'deny', tools, ...rest });

test('a tool that is hidden, not named or denied needs nothing compiled', () => {
  const policy = compiled({ denied: { action: 'deny' }, hidden: {} }, { hide: ['hidden'] });
  for (const tool of ['hidden', 'unknown', 'denied']) {
    expect([compileFor(policy, tool, 0), stepsOf(policy, { tool, args: {} })]).toEqual([true, 0]);
  }
});

test('expressions are compiled as far as the steps go, and the rest by the next calls', () => {
  const policy = compiled({ read: { deny_if: ['^a+$', '^b+$', '^c+$'].map(matching) } }, { all_tools: {} });
  expect(compileFor(policy, 'read', 0)).toBe(false);
  let calls = 0;
  while (!compileFor(policy, 'read', 2_000)) calls += 1;
  expect(calls).toBeLessThan(4);
  expect(compileFor(policy, 'read', 0)).toBe(true);
  expect(stepsOf(policy, { tool: 'read', args: { a: 'bbb' } })).toBeGreaterThan(0);
});

test('a tool with thousands of conditions, and a policy beyond what may be published, are never compiled here', () => {
  const conditions = Array.from({ length: 100 }, () => ({ path: 'args.a', op: 'exists' as const }));
  const large = compiled({ read: { require: Array.from({ length: 21 }, () => ({ conditions })) } });
  expect(compileFor(large, 'read', Number.POSITIVE_INFINITY)).toBe(false);
  expect(decide(large, { tool: 'read', args: {} }).outcome).toBe('deny');
  const costly = compiled({
    read: { deny_if: Array.from({ length: 20 }, () => matching(`(?i)${'[\\pL\\pN]?'.repeat(100)}!`)) },
  });
  expect(compileFor(costly, 'read', Number.POSITIVE_INFINITY)).toBe(false);
});
