import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { recommendForTool } from '@/lib/core/policy/recommend/recommend';
import { tryCall } from './trial';

test('the thirty-first call of a Write tool within a minute is refused under its recommended policy', () => {
  const { policy } = recommendForTool({ name: 'manage_kv_store', category: 'Write' });
  const compiled = compilePolicy(policy);
  const counters = createMemoryCounters({ keysMax: 10 });
  const trials = Array.from({ length: 31 }, () =>
    tryCall(compiled, counters, { tool: 'manage_kv_store', args: {} }, 0),
  );
  expect(trials.slice(0, 30).every(({ outcome }) => outcome === 'allow')).toBe(true);
  expect(trials[30]).toMatchObject({ outcome: 'deny', rule: '/tools/manage_kv_store/limits/0' });
  expect(trials[30]?.message).toContain('Try again in 60 seconds');
});
