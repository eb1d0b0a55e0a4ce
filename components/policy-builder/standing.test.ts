import { expect, test } from 'vitest';
import type { ToolRules } from '@/lib/core/policy/document/schema';
import { standingsOf } from './standing';

const limit = { counter: 'run_rate', window: 'minute', max: 3 } as const;
const condition = { path: 'args.x', op: 'exists' } as const;

function choiceFor(rules: ToolRules) {
  return standingsOf({ version: '1', default: 'deny', tools: { run: rules } })('run');
}

test.each<[string, ToolRules]>([
  ['allow', {}],
  ['allow', { action: 'allow', limits: [], require: [] }],
  ['limit', { limits: [limit] }],
  ['limit', { rate_limit: { max: 3, window: 60 } }],
  ['approve', { action: 'require_approval', limits: [limit] }],
  ['deny', { action: 'deny', reason: 'No.' }],
  ['custom', { limits: [limit, limit] }],
  ['custom', { limits: [{ ...limit, increment_from: 'args.amount' }] }],
  ['custom', { limits: [limit], rate_limit: { max: 3, window: 60 } }],
  ['custom', { require: [{ conditions: [condition] }] }],
  ['custom', { action: 'require_approval', deny_if: [{ conditions: [condition] }] }],
])('the choice %s is what the controls show for %j', (choice, rules) => {
  expect(choiceFor(rules)).toMatchObject({ choice, from: 'tool', choosable: true });
});

test('the short form of a limit counts by session, as the evaluator does', () => {
  expect(choiceFor({ rate_limit: { max: 3, window: 60 } }).limit).toMatchObject({
    scope: 'session',
    window: 60,
    max: 3,
  });
});

test('a tool that nothing names has the default', () => {
  expect(standingsOf({ version: '1', default: 'deny' })('run')).toMatchObject({ choice: 'closed', from: 'default' });
  expect(standingsOf({ version: '1', default: 'allow' })('run')).toMatchObject({ choice: 'allow', from: 'default' });
});

test('a pattern that decides is named, and one that hides leaves nothing to choose', () => {
  const standingOf = standingsOf({ version: '1', default: 'deny', hide: ['drop_*'], tools: { 'get_*': {} } });
  expect(standingOf('get_flow')).toMatchObject({ choice: 'allow', from: 'pattern', pattern: 'get_*', choosable: true });
  expect(standingOf('drop_flow')).toMatchObject({ choice: 'hide', pattern: 'drop_*', choosable: false });
});

test('custom rules are told in words, in the order of evaluation', () => {
  const rules: ToolRules = {
    limits: [limit],
    deny_if: [{ conditions: [{ path: 'args.a', op: 'eq', value: 1 }] }],
    require: [{ conditions: [{ path: 'args.b', op: 'lte', value: 9 }] }],
  };
  expect(choiceFor(rules).sentences).toEqual([
    'Allowed only when args.b is at most 9.',
    'Refused when args.a is 1.',
    'At most 3 calls a minute.',
  ]);
});
