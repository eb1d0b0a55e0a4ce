import { expect, test } from 'vitest';
import type { ClassRules, Policy } from '@/lib/core/policy/document/schema';
import { lintPolicy } from './lint';

const policy = (rest: Partial<Policy>): Policy => ({ version: '1', default: 'deny', ...rest });
const told = (document: Policy) =>
  lintPolicy(document).map(({ level, code, pointer }) => `${level} ${code} ${pointer}`);
const ofResources = (rules: ClassRules) => told(policy({ resources: rules }));

test('closed classes, and patterns that each decide something, are told nothing', () => {
  expect(told(policy({ resources: { default: 'deny' }, prompts: { default: 'deny' } }))).toEqual([]);
  const allow = ['file:///docs/*', 'https://docs.example/*', 'http://*', 'db://*'];
  expect(ofResources({ default: 'deny', allow, deny: ['*.key'] })).toEqual([]);
  expect(told(policy({ prompts: { default: 'deny', allow: ['..', 'a'] } }))).toEqual([]);
});

test('a class that is open beside closed tools is pointed out, and the fix closes it', () => {
  const [finding] = lintPolicy(policy({ prompts: { default: 'allow' } }));
  expect(finding).toMatchObject({ level: 'suggestion', code: 'class-open', pointer: '/prompts/default' });
  expect(finding?.fix?.().prompts).toEqual({ default: 'deny' });
  expect(told(policy({ default: 'allow', prompts: { default: 'allow' } }))).toEqual([]);
});

test('a pattern that can never decide is a warning, and the fix takes it out', () => {
  expect(ofResources({ default: 'allow', allow: ['a'], deny: ['b'] })).toEqual([
    'warning redundant /resources/allow/0',
  ]);
  expect(ofResources({ default: 'deny', deny: ['b'] })).toEqual(['warning redundant /resources/deny/0']);
  expect(ofResources({ default: 'deny', allow: ['x://a/b*', 'x://c'], deny: ['x://a/*'] })).toEqual([
    'warning shadowed /resources/allow/0',
  ]);
  expect(ofResources({ default: 'deny', allow: ['x://a*', 'x://a', 'x://a*'] })).toEqual([
    'warning shadowed /resources/allow/1',
    'warning shadowed /resources/allow/2',
  ]);
  const unclear = policy({ resources: { default: 'deny', allow: ['file:///a/../*', 'x://a'] } });
  const [finding, ...more] = lintPolicy(unclear);
  expect([finding?.pointer, more]).toEqual(['/resources/allow/0', []]);
  expect(finding?.fix?.().resources).toEqual({ default: 'deny', allow: ['x://a'] });
});

test('a star in a host is a warning: it stands for slashes too', () => {
  expect(ofResources({ default: 'deny', allow: ['https://*.example.com/*', 'https://docs.example*'] })).toEqual([
    'warning too-wide /resources/allow/0',
    'warning too-wide /resources/allow/1',
  ]);
});

test('a limit that counts by session is a warning, and the fix counts the grant', () => {
  const limit = { counter: 'c', window: 'minute' as const, max: 5 };
  const document = policy({
    all_tools: { rate_limit: { max: 9, window: 'hour' } },
    tools: { t: { limits: [limit, { ...limit, counter: 'd', scope: 'session' }] }, u: { limits: [limit] } },
  });
  const found = lintPolicy(document);
  expect(found.map(({ level, code, pointer }) => `${level} ${code} ${pointer}`)).toEqual([
    'warning session-scope /all_tools/rate_limit',
    'warning session-scope /tools/t/limits/1/scope',
  ]);
  expect(found[0]?.message).toBe('An agent that reconnects starts anew; use limits with scope grant.');
  expect(found[0]?.fix?.().all_tools).toEqual({
    limits: [{ counter: 'all_tools_rate', window: 'hour', max: 9, scope: 'grant' }],
  });
  expect(found[1]?.fix?.().tools?.t?.limits?.[1]).toEqual({ ...limit, counter: 'd', scope: 'grant' });
});
