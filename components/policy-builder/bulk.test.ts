import { expect, test } from 'vitest';
import { recommendation, sayRecommended, saySetAll } from './bulk';
import { beginBuilder, reduceBuilder } from './reducer';

const named = (name: string, category: 'Read' | 'Destructive' = 'Read') =>
  ({ name, category, severity: 'Low', confidence: 1 }) as const;
const tools = [named('get'), named('list'), named('drop', 'Destructive')];

test('the recommendation fills what only the default decides and keeps every rule already written', () => {
  const text =
    '{"version":"1","default":"allow","tools":{"get":{"action":"deny"},"dr*":{"action":"require_approval"}}}';
  const begun = beginBuilder(text);
  const { open, kept } = recommendation(begun.policy, tools);
  expect(open.map(({ name }) => name)).toEqual(['list']);
  expect(kept.map(({ name }) => name)).toEqual(['get', 'drop']);
  expect(reduceBuilder(begun, { kind: 'recommend', tools: open }).policy).toEqual({
    version: '1',
    default: 'deny',
    tools: { get: { action: 'deny' }, list: {}, 'dr*': { action: 'require_approval' } },
    resources: { default: 'deny' },
    prompts: { default: 'deny' },
  });
});

test('a rule that is the recommended one is nobody’s own', () => {
  const recommended = reduceBuilder(beginBuilder('{"version":"1","default":"deny"}'), { kind: 'recommend', tools });
  expect(recommendation(recommended.policy, tools)).toEqual({ open: [], kept: [] });
});

test('what was filled and kept is said', () => {
  expect(sayRecommended(38, 1, ['resources', 'prompts'])).toBe(
    'Filled 38 tools; closed resources and prompts; kept 1 rule of yours.',
  );
  expect(sayRecommended(1, 0, [])).toBe('Filled 1 tool.');
  expect(sayRecommended(0, 2, [])).toBe('Nothing to fill; kept 2 rules of yours.');
  expect(sayRecommended(0, 0, ['prompts'])).toBe('Closed prompts.');
  expect(sayRecommended(0, 0, [])).toBe('Every tool already has its recommended rule.');
});

test('setting all says how many a pattern keeps hidden, and which pattern', () => {
  const policy = { version: '1', default: 'deny', hide: ['delete_*', 'get'] } as const;
  const names = ['get', 'list', 'delete_a', 'delete_b', 'odd*name'];
  expect(saySetAll({ ...policy, hide: [...policy.hide] }, names, 'allow')).toBe(
    '2 set to Allow; 2 stay hidden by delete_*; 1 unchanged: no policy can contain the name.',
  );
});
