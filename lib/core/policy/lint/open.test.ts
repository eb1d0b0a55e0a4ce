import { expect, test } from 'vitest';
import type { Policy } from '@/lib/core/policy/document/schema';
import type { LintTool } from './finding';
import { lintPolicy } from './lint';

const tools: LintTool[] = [
  { name: 'drop_table', category: 'Destructive' },
  { name: 'drop_user', category: 'Destructive' },
  { name: 'pay', category: 'Financial' },
  { name: 'read', category: 'Read' },
];

const open = (document: Policy) => lintPolicy(document, tools).filter(({ code }) => code === 'risky-open');

test.each(['deny', 'allow'] as const)('a pattern without rules opens what default allow would: default %s', (how) => {
  const [found, ...more] = open({ version: '1', default: how, tools: { '*': {}, pay: {} } });
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    level: 'warning',
    pointer: '/tools/*',
    message: '* leaves these open without a rule: drop_table (Destructive), drop_user (Destructive).',
  });
  expect(found?.fix?.().tools).toMatchObject({ drop_table: { action: 'deny' }, drop_user: { action: 'deny' } });
});

test('a pattern with rules, a name that is spelled out and what is hidden are not told', () => {
  const limits = [{ counter: 'c', window: 'minute' as const, max: 1 }];
  const document: Policy = { version: '1', default: 'deny', tools: { 'drop_t*': { limits }, '*': {}, pay: {} } };
  expect(open({ ...document, hide: ['drop_user'] })).toEqual([]);
  expect(open(document)).toHaveLength(1);
});
