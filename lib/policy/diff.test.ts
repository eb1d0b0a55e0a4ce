import { expect, test } from 'vitest';
import { diffPolicies } from './diff';
import type { Policy, ToolRules } from './schema';

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
  ['a tool that opens', policy({}), t({}), ['wider: t can now be called, within its rules.']],
  ['a tool that closes', t({}), policy({}), ['narrower: t can no longer be called.']],
  ['a tool that is hidden', t({}), policy({ t: {} }, { hide: ['t'] }), ['narrower: t can no longer be called.']],
  ['a hidden tool that also loses its entry', policy({ t: {} }, { hide: ['t'] }), policy({}, { hide: ['t'] }), []],
  [
    'a glob that opens',
    policy({}),
    policy({ 'get_*': {} }),
    ['wider: Tools named get_* can now be called, within its rules.'],
  ],
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
  [
    'action deny',
    t({}),
    t({ action: 'deny' }),
    ['narrower: A call of t now is refused; before, it needs no approval of its own.'],
  ],
  [
    'approval lifted',
    t({ action: 'require_approval' }),
    t({}),
    ['wider: A call of t now needs no approval of its own; before, it waits for approval.'],
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
    ['narrower: A call of any tool now is refused; before, it needs no approval of its own.'],
  ],
])('%s is told as what it is', (_, before, after, sentences) => {
  expect(told(before, after)).toEqual(sentences);
});

test('a tool that only the server names is told when a glob changes what applies to it', () => {
  const before = policy({ '*': {} });
  const after = policy({ '*': {}, 'del*': { action: 'deny' } });
  expect(told(before, after, [{ name: 'delete' }])).toContain(
    'narrower: A call of delete now is refused; before, it needs no approval of its own.',
  );
});
