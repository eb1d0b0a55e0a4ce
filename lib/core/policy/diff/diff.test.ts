import { expect, test } from 'vitest';
import type { Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { diffPolicies } from './diff';

const policy = (tools: Record<string, ToolRules>, rest: Partial<Policy> = {}): Policy => {
  return { version: '1', default: 'deny', tools, ...rest };
};

const told = (before: Policy, after: Policy, tools?: { name: string }[]) =>
  diffPolicies(before, after, tools).sentences.map(({ kind, text }) => `${kind}: ${text}`);

const t = (rules: ToolRules) => policy({ t: rules });
const when = (value: number) => [{ path: 'args.n', op: 'gt' as const, value }];
const limit = (max: number, window: 'minute' | 'hour' = 'minute') => ({ counter: 'c', window, max });

test('the entries say where documents differ', () => {
  const before = policy({ t: { require: [{ conditions: when(1) }] }, gone: {} });
  const after = policy({ t: { require: [{ conditions: when(2) }] }, 'a/b': {} });
  expect(diffPolicies(before, after).entries).toEqual([
    { kind: 'changed', pointer: '/tools/t/require/0/conditions/0/value', before: 1, after: 2 },
    { kind: 'removed', pointer: '/tools/gone', before: {} },
    { kind: 'added', pointer: '/tools/a~1b', after: {} },
  ]);
});

test('a list in place of a single value is a change, the order of keys is none', () => {
  const one = t({ require: [{ conditions: [{ path: 'args.u', op: 'host_in', value: 'a.test' }] }] });
  const many = t({ require: [{ conditions: [{ op: 'host_in', value: ['a.test'], path: 'args.u' }] }] });
  expect(diffPolicies(one, many).entries).toHaveLength(1);
  expect(diffPolicies({ version: '1', default: 'deny' }, { default: 'deny', version: '1' }).entries).toEqual([]);
});

test.each<[string, Policy, Policy, string[]]>([
  ['a tool that opens', policy({}), t({}), ['wider: t can now be called.']],
  ['a tool that closes', t({}), policy({}), ['narrower: t can no longer be called.']],
  ['a tool that is hidden', t({}), policy({ t: {} }, { hide: ['t'] }), ['narrower: t can no longer be called.']],
  ['a hidden tool that also loses its entry', policy({ t: {} }, { hide: ['t'] }), policy({}, { hide: ['t'] }), []],
  ['a glob that opens', policy({}), policy({ 'get_*': {} }), ['wider: Any tool named get_* can now be called.']],
  [
    'default allow',
    policy({}),
    policy({}, { default: 'allow' }),
    ['wider: Tools that the policy does not name can now be called.'],
  ],
  [
    'default deny',
    policy({}, { default: 'allow' }),
    policy({}),
    ['narrower: Tools that the policy does not name are now closed.'],
  ],
  ['action deny', t({}), t({ action: 'deny' }), ['narrower: t is now refused on every call; before, it was allowed.']],
  ['action deny lifted', t({ action: 'deny' }), t({}), ['wider: t was refused on every call; now it is allowed.']],
  [
    'action deny turned into approval',
    t({ action: 'deny' }),
    t({ action: 'require_approval' }),
    ['wider: t was refused on every call; now every call waits for approval.'],
  ],
  [
    'approval asked for',
    t({}),
    t({ action: 'require_approval' }),
    ['narrower: t now waits for approval on every call; before, it needed none of its own.'],
  ],
  [
    'a tool that opens with rules',
    policy({}),
    t({ limits: [limit(5)] }),
    ['wider: t can now be called, within its rules.'],
  ],
  [
    'a tool that opens for a person to approve',
    policy({}),
    t({ action: 'require_approval' }),
    ['wider: t can now be called; every call waits for approval.'],
  ],
  [
    'a closed tool that becomes listed and refused',
    policy({}),
    t({ action: 'deny' }),
    ['changed: t is now listed; every call is refused.'],
  ],
  [
    'a refused tool that is hidden',
    t({ action: 'deny' }),
    policy({}, { hide: ['t'] }),
    ['changed: t is no longer listed; every call was refused before.'],
  ],
  [
    'approval lifted',
    t({ action: 'require_approval' }),
    t({}),
    ['wider: t now needs no approval of its own; before, every call waited for approval.'],
  ],
  [
    'another reason',
    t({ action: 'deny', reason: 'a' }),
    t({ action: 'deny', reason: 'b' }),
    ['changed: t gives another reason.'],
  ],
  [
    'require added',
    t({}),
    t({ require: [{ conditions: when(1) }] }),
    ['narrower: t must now satisfy: args.n is more than 1.'],
  ],
  [
    'require removed',
    t({ require: [{ conditions: when(1) }] }),
    t({}),
    ['wider: t need no longer satisfy: args.n is more than 1.'],
  ],
  [
    'deny_if added',
    t({}),
    t({ deny_if: [{ conditions: when(1) }] }),
    ['narrower: t is now refused when args.n is more than 1.'],
  ],
  ['deny_if removed', t({ deny_if: [{ conditions: [] }] }), t({}), ['wider: t is no longer refused when always.']],
  [
    'approve_if added',
    t({}),
    t({ approve_if: [{ conditions: when(1) }] }),
    ['narrower: t now needs approval when args.n is more than 1.'],
  ],
  [
    'approve_if removed',
    t({ approve_if: [{ conditions: when(1) }] }),
    t({}),
    ['wider: t no longer needs approval when args.n is more than 1.'],
  ],
  [
    'another message',
    t({ deny_if: [{ conditions: when(1) }] }),
    t({ deny_if: [{ conditions: when(1), on_deny: 'x' }] }),
    ['changed: t says or waits otherwise when args.n is more than 1.'],
  ],
  ['limit added', t({}), t({ limits: [limit(5)] }), ['narrower: t is now limited to 5 calls a minute.']],
  [
    'limit removed',
    t({ rate_limit: { max: 1, window: 90 } }),
    t({}),
    ['wider: t is no longer limited to 1 call every 90 seconds in one session.'],
  ],
  [
    'limit raised',
    t({ limits: [limit(5)] }),
    t({ limits: [limit(6)] }),
    ['wider: t is limited to 6 calls a minute; before, to 5 calls a minute.'],
  ],
  [
    'window longer',
    t({ limits: [limit(5)] }),
    t({ limits: [limit(5, 'hour')] }),
    ['narrower: t is limited to 5 calls an hour; before, to 5 calls a minute.'],
  ],
  [
    'more calls in a longer window',
    t({ limits: [limit(5)] }),
    t({ limits: [limit(100, 'hour')] }),
    ['changed: t is limited to 100 calls an hour; before, to 5 calls a minute.'],
  ],
  [
    'all tools',
    policy({}),
    policy({}, { all_tools: { action: 'deny' } }),
    ['narrower: Every tool is now refused on every call; before, it was allowed.'],
  ],
  [
    'a pattern that loses its own rules to a wider one',
    policy({ '*': {}, 'pay_*': { action: 'require_approval' } }),
    policy({ '*': {} }),
    ['wider: Any tool named pay_* now needs no approval of its own; before, every call waited for approval.'],
  ],
  [
    'a refused pattern that falls to a wider one',
    policy({ '*': {}, 'pay_*': { action: 'deny' } }),
    policy({ '*': {} }),
    ['wider: Any tool named pay_* was refused on every call; now it is allowed.'],
  ],
  [
    'a hidden pattern that a wider one opens',
    policy({ '*': {} }, { hide: ['pay_*'] }),
    policy({ '*': {} }),
    ['wider: Any tool named pay_* can now be called.'],
  ],
  [
    'a tool in another Unicode spelling',
    policy({}),
    policy({ 'cafe\u0301': {} }),
    ['wider: cafe\u0301 can now be called.'],
  ],
  [
    'one of two windows of a counter',
    t({ limits: [limit(1), limit(5, 'hour')] }),
    t({ limits: [limit(5, 'hour'), limit(3)] }),
    ['wider: t is limited to 3 calls a minute; before, to 1 call a minute.'],
  ],
])('%s is told as what it is', (_, before, after, sentences) => {
  expect(told(before, after)).toEqual(sentences);
});

test('a tool that only the server names is told when a glob changes what applies to it', () => {
  const before = policy({ '*': {} });
  const after = policy({ '*': {}, 'del*': { action: 'deny' } });
  expect(told(before, after, [{ name: 'delete' }])).toContain(
    'narrower: delete is now refused on every call; before, it was allowed.',
  );
});

test('tools that only the default opens are counted, the riskiest first, and those with a rule told by name', () => {
  const of = (category: 'Read' | 'Execute' | 'Destructive', ...names: string[]) =>
    names.map((name) => ({ name, category }));
  const tools = [...of('Read', 'a', 'b', 'c'), ...of('Execute', 'run'), ...of('Destructive', 'drop', 'named')];
  const before = policy({ named: { action: 'deny' } });
  const after = policy({ named: {} }, { default: 'allow' });
  expect(told(before, after, tools)).toEqual([
    'wider: Tools that the policy does not name can now be called.',
    'wider: 5 unnamed tools open: 1 Destructive, 1 Execute, 3 Read.',
    'wider: named was refused on every call; now it is allowed.',
  ]);
  expect(told(after, before, tools)).toContain('narrower: 5 unnamed tools close: 1 Destructive, 1 Execute, 3 Read.');
});

test('tools that open by name are told with the riskiest first', () => {
  const tools = [
    { name: 'read', category: 'Read' as const },
    { name: 'pay', category: 'Financial' as const },
  ];
  expect(told(policy({}), policy({ read: {}, pay: {} }), tools)).toEqual([
    'wider: pay can now be called.',
    'wider: read can now be called.',
  ]);
});
