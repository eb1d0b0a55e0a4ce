import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { explain } from './explain';

const compiled = compilePolicy({
  version: '1',
  default: 'deny',
  tools: {
    t: {
      require: [
        { conditions: [{ path: 'args.x', op: 'exists' }] },
        { conditions: [{ path: 'args.n', op: 'lte', value: 5 }] },
      ],
      deny_if: [
        {
          conditions: [
            { path: 'args.x', op: 'eq', value: 'a' },
            { path: 'args.y', op: 'eq', value: 'b' },
          ],
        },
      ],
      approve_if: [{ conditions: [{ path: 'args.z', op: 'eq', value: 1 }] }],
      limits: [{ counter: 'c', window: 'minute', max: 1 }],
    },
  },
});

test('every rule that did not decide says which of its conditions did not hold first', () => {
  const { decision, others } = explain(compiled, { tool: 't', args: { x: 'a', n: '6', z: 2 } });
  expect(decision).toMatchObject({ outcome: 'deny', rule: '/tools/t/require/1' });
  expect(others).toEqual([
    { rule: '/tools/t/require/0', kind: 'require', holds: true, failed: null },
    {
      rule: '/tools/t/deny_if/0',
      kind: 'deny_if',
      holds: false,
      failed: { condition: 'args.y is "b"', why: 'absent' },
    },
    {
      rule: '/tools/t/approve_if/0',
      kind: 'approve_if',
      holds: false,
      failed: { condition: 'args.z is 1', why: 'false' },
    },
    { rule: '/tools/t/limits/0', kind: 'limit', holds: true, failed: null },
  ]);
});

test('a closed tool and a grant without policy have no other rules', () => {
  expect(explain(compiled, { tool: 'u', args: {} }).others).toEqual([]);
  expect(explain(null, { tool: 't', args: {} }).others).toEqual([]);
});
