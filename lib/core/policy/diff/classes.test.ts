import { expect, test } from 'vitest';
import type { Policy } from '@/lib/core/policy/document/schema';
import { diffPolicies } from './diff';

const policy = (rest: Partial<Policy>): Policy => ({ version: '1', default: 'deny', ...rest });
const told = (before: Policy, after: Policy) =>
  diffPolicies(before, after).sentences.map(({ kind, text }) => `${kind}: ${text}`);

const classed = (resources: Policy['resources'], prompts?: Policy['prompts']) => policy({ resources, prompts });

test.each<[string, Policy, Policy, string[]]>([
  ['a class that is written out as what it was', classed(undefined), classed({ default: 'allow', allow: ['a'] }), []],
  [
    'classes that close',
    policy({}),
    classed({ default: 'deny' }, { default: 'deny' }),
    ['narrower: Resources are now closed.', 'narrower: Prompts are now closed.'],
  ],
  [
    'a class that closes but for some',
    policy({}),
    classed({ default: 'deny', allow: ['a*', 'b'] }),
    ['narrower: Resources are now closed: only "a*" and "b" can be read.'],
  ],
  [
    'a class that opens but for some',
    classed(undefined, { default: 'deny', allow: ['a'] }),
    classed(undefined, { default: 'allow', deny: ['b'] }),
    ['wider: All prompts except "b" can now be used.', 'narrower: Prompts named "b" are now closed.'],
  ],
  [
    'patterns that come and go',
    classed({ default: 'deny', allow: ['a'], deny: ['x'] }),
    classed({ default: 'deny', allow: ['b'], deny: ['y'] }),
    [
      'wider: Resources named "b" can now be read.',
      'narrower: Resources named "a" can no longer be read.',
      'narrower: Resources named "y" are now closed.',
      'wider: Resources named "x" are no longer closed by name.',
    ],
  ],
])('%s', (_, before, after, sentences) => {
  expect(told(before, after)).toEqual(sentences);
});
