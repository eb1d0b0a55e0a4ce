import { expect, test } from 'vitest';
import type { Policy, ToolRules } from '@/lib/core/policy/document/schema';
import type { Finding, LintTool } from './finding';
import { lintErrors, lintPolicy } from './lint';

const policy = (tools: Record<string, ToolRules>, rest: Partial<Policy> = {}): Policy => {
  return { version: '1', default: 'deny', tools, ...rest };
};

const told = (document: Policy, tools?: LintTool[]) =>
  lintPolicy(document, tools).map(({ level, code, pointer }) => `${level} ${code} ${pointer}`);

const schema = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});

test('a policy that fits its tools is told nothing', () => {
  const limits = [{ counter: 'c', window: 'minute' as const, max: 5 }];
  expect(told(policy({ t: { limits } }), [{ name: 't', category: 'Write' }])).toEqual([]);
});

test('a document that is not a policy is an error and nothing more is told', () => {
  const broken = { ...policy({ 'a**': {} }), hide: ['*'] };
  expect(told(broken)).toEqual(['error invalid /tools/a**']);
});

test('one counter with two windows is an error, and the fix tells them apart', () => {
  const document = policy({
    a: { limits: [{ counter: 'c', window: 'minute', max: 5 }] },
    b: { limits: [{ counter: 'c', window: 'hour', max: 50 }] },
    c: {
      limits: [
        { counter: 'c', window: 60, max: 5 },
        { counter: 'c', window: 'day', max: 5, scope: 'server' },
      ],
    },
  });
  const [finding, ...more] = lintPolicy(document);
  expect(finding).toMatchObject({ level: 'error', code: 'counter-windows', pointer: '/tools/b/limits/0/window' });
  expect(finding?.fix?.().tools?.b?.limits).toEqual([{ counter: 'c_hour', window: 'hour', max: 50 }]);
  expect(more.filter((one) => one.level === 'error')).toEqual([]);
});

test('an empty list is an error', () => {
  const conditions = [
    { path: 'args.a', op: 'in' as const, value: [] },
    { path: 'args.a', op: 'not_in' as const, value: [] },
  ];
  expect(told(policy({ t: { approve_if: [{ conditions }] } }))).toEqual([
    'error empty-list /tools/t/approve_if/0/conditions/0/value',
    'error empty-list /tools/t/approve_if/0/conditions/1/value',
  ]);
});

test('a name that the server does not have is told with the nearest, and the fix renames it', () => {
  const document = policy({ delte_flow: {}, 'x_*': {}, 'list_*': {}, nothing_like_it: {} }, { hide: ['exeute'] });
  const tools = [{ name: 'delete_flow' }, { name: 'list_flows' }, { name: 'execute' }];
  const found = lintPolicy(document, tools);
  expect(found.map((one) => one.message)).toEqual([
    'The server has no tool delte_flow. Did you mean delete_flow?',
    'The server has no tool x_*.',
    'The server has no tool nothing_like_it.',
    'The server has no tool exeute. Did you mean execute?',
  ]);
  expect(Object.keys(found[0]?.fix?.().tools ?? {})).toEqual(['delete_flow', 'x_*', 'list_*', 'nothing_like_it']);
  expect(found[3]?.fix?.().hide).toEqual(['execute']);
});

test('a rule that the schema excludes is told, by enum and by type', () => {
  const inputSchema = schema(
    { action: { enum: ['get', 'set'] }, n: { type: 'integer' }, l: { type: 'array', items: { type: 'string' } } },
    ['action', 'n', 'l'],
  );
  const conditions = [
    { path: 'args.action', op: 'eq' as const, value: 'delete' },
    { path: 'args.action', op: 'in' as const, value: ['get', 'drop'] },
    { path: 'args.n', op: 'starts_with' as const, value: '1' },
    { path: 'args.n', op: 'lte' as const, value: 1 },
    { path: 'args.n', op: 'host_in' as const, value: 'a.test' },
    { path: 'args.l[*]', op: 'gt' as const, value: 1 },
    { path: 'args.l[*]', op: 'path_within' as const, value: '/a' },
    { path: 'args.l', op: 'contains' as const, value: 'x' },
    { path: 'args.l', op: 'exists' as const },
  ];
  expect(told(policy({ t: { approve_if: [{ conditions }] } }), [{ name: 't', inputSchema }])).toEqual([
    'warning never-matches /tools/t/approve_if/0/conditions/0/value',
    'warning never-matches /tools/t/approve_if/0/conditions/2/value',
    'warning never-matches /tools/t/approve_if/0/conditions/4/value',
    'warning never-matches /tools/t/approve_if/0/conditions/5/value',
  ]);
});

test('deny_if on an argument that may be absent or has no type is told', () => {
  const inputSchema = schema({ must: { type: 'string' }, may: { type: 'string' }, any: {} }, ['must', 'any']);
  const conditions = ['must', 'may', 'any', 'unknown'].map((name) => ({
    path: `args.${name}`,
    op: 'eq' as const,
    value: 'x',
  }));
  expect(told(policy({ t: { deny_if: [{ conditions }] } }), [{ name: 't', inputSchema }])).toEqual([
    'warning deny-optional /tools/t/deny_if/0/conditions/1/path',
    'warning deny-optional /tools/t/deny_if/0/conditions/2/path',
    'warning deny-optional /tools/t/deny_if/0/conditions/3/path',
  ]);
});

test('an expression without anchors in require is told, and the fix anchors it', () => {
  const rules = (value: string) => ({ require: [{ conditions: [{ path: 'args.a', op: 'regex' as const, value }] }] });
  const [finding] = lintPolicy(policy({ t: rules('a|b') }));
  expect(finding).toMatchObject({ code: 'unanchored-regex' });
  expect(finding?.fix?.()).toEqual(policy({ t: rules('^(?:a|b)$') }));
  expect(told(policy({ t: rules('^(?:a|b)$') }))).toEqual([]);
  for (const value of ['^a|b$', '^a\\$', 'a$', '^a', '(?m)^a$', '^a[|$]']) {
    expect(told(policy({ t: rules(value) })).length, value).toBe(1);
  }
  for (const value of ['^[|]$', '^a\\|b$', '\\Aa\\z', '^(a|(b|c))$', '^\\Qa|b\\E$', '^[^]|]$']) {
    expect(told(policy({ t: rules(value) })), value).toEqual([]);
  }
});

test('what stands behind a refusal is told', () => {
  const limits = [{ counter: 'c', window: 'minute' as const, max: 1 }];
  expect(told(policy({ t: { action: 'deny', limits } }))).toEqual(['warning shadowed /tools/t/limits']);
  const document = policy({ t: { deny_if: [{ conditions: [] }, { conditions: [] }], limits } });
  expect(told(document)).toContain('warning shadowed /tools/t/deny_if/1');
  expect(told(document)).toContain('warning shadowed /tools/t/limits');
  expect(told(policy({ t: {} }, { all_tools: { action: 'deny' } }))).toEqual(['warning shadowed /tools/t']);
  expect(told(policy({ t: {} }, { all_tools: { deny_if: [{ conditions: [] }] } }))).toEqual([
    'warning shadowed /tools/t',
  ]);
});

test('an entry for a hidden tool is told, and the fix removes it', () => {
  const [finding] = lintPolicy(policy({ admin_x: {}, t: {} }, { hide: ['admin_*'] }));
  expect(finding).toMatchObject({
    code: 'shadowed',
    pointer: '/tools/admin_x',
  });
  expect(finding?.fix?.()).toEqual(policy({ t: {} }, { hide: ['admin_*'] }));
});

test('a rule that repeats an earlier one is told, whatever the order of its conditions', () => {
  const a = { path: 'args.a', op: 'eq' as const, value: 1 };
  const b = { path: 'args.b', op: 'eq' as const, value: 1 };
  const document = policy({ t: { require: [{ conditions: [a, b] }, { conditions: [b, a] }] } });
  const found = lintPolicy(document);
  expect(found).toMatchObject([{ code: 'shadowed', pointer: '/tools/t/require/1' }]);
  expect(found[0]?.fix?.()).toEqual(policy({ t: { require: [{ conditions: [a, b] }] } }));
});

test('default allow that leaves dangerous tools open is told, and the fix closes them', () => {
  const document = policy({}, { default: 'allow', hide: ['hidden_drop'] });
  const tools: LintTool[] = [
    { name: 'drop', category: 'Destructive' },
    { name: 'hidden_drop', category: 'Destructive' },
    { name: 'pay', category: 'Financial' },
    { name: 'read', category: 'Read' },
  ];
  const [finding] = lintPolicy(document, tools);
  expect(finding?.message).toBe('default allow leaves these open without a rule: drop (Destructive), pay (Financial).');
  expect(finding?.fix?.().tools).toMatchObject({ drop: { action: 'deny' }, pay: { action: 'require_approval' } });
});

test('a policy that hides every tool is told', () => {
  expect(told(policy({}, { hide: ['a', '*'] }))).toEqual(['warning hides-all /hide/1']);
  expect(told(policy({}, { hide: ['a', 'b'] }), [{ name: 'a' }, { name: 'b' }])).toEqual(['warning hides-all /hide/0']);
  expect(told(policy({}, { hide: ['a'] }), [])).toEqual(['warning unknown-tool /hide/0']);
});

test('a limit that another keeps from being reached is told', () => {
  const limits = [
    { counter: 'fast', window: 'minute' as const, max: 10 },
    { counter: 'slow', window: 'hour' as const, max: 5 },
    { counter: 'day', window: 'day' as const, max: 120 },
    { counter: 'other', window: 'minute' as const, max: 10, scope: 'server' as const },
  ];
  expect(told(policy({ t: { limits } }))).toEqual(['warning limit-never-reached /tools/t/limits/0/max']);
  const shared = { limits: [{ counter: 'fast', window: 'minute' as const, max: 10 }] };
  expect(told(policy({ t: { limits }, u: shared }))).toEqual([]);
});

test('a tool that writes or executes without limit is suggested one', () => {
  const tools: LintTool[] = [{ name: 't', category: 'Write' }];
  const [finding] = lintPolicy(policy({ t: {} }), tools);
  expect(finding).toMatchObject({ level: 'suggestion', code: 'no-limit', pointer: '/tools/t' });
  expect(finding?.fix?.().tools?.t?.limits).toHaveLength(1);
  const limits = [{ counter: 'c', window: 60, max: 1 }];
  for (const rules of [{ action: 'deny' as const }, { limits }]) {
    expect(told(policy({ t: rules }), tools)).toEqual([]);
  }
  expect(told(policy({ t: {} }, { all_tools: { limits } }), tools)).toEqual([]);
  const short = { rate_limit: { max: 1, window: 60 } };
  expect(told(policy({ t: short }), tools)).toEqual(['warning session-scope /tools/t/rate_limit']);
});

test('a tool that writes and that only default allow opens is suggested a limit too, a hidden one is not', () => {
  const tools: LintTool[] = ['a', 'b', 'c'].map((name) => ({ name, category: 'Write' }));
  const document = policy({ c: {} }, { default: 'allow', hide: ['b', 'c'] });
  const found = lintPolicy(document, tools).filter(({ code }) => code === 'no-limit');
  expect(found).toMatchObject([{ level: 'suggestion', pointer: '/default' }]);
  expect(found[0]?.fix?.().tools).toMatchObject({ a: { limits: [{ counter: 'a_rate' }] } });
});

test('the short form of a limit is judged as the limit that it is', () => {
  const long = { counter: 't_rate', window: 'hour' as const, max: 9, scope: 'session' as const };
  const document = policy({ t: { limits: [long], rate_limit: { max: 5, window: 'minute' } } });
  const [finding] = lintPolicy(document);
  expect(finding).toMatchObject({ level: 'error', code: 'counter-windows', pointer: '/tools/t/rate_limit/window' });
  expect(finding?.fix?.().tools?.t?.limits?.[1]).toEqual({
    ...long,
    counter: 't_rate_minute',
    window: 'minute',
    max: 5,
  });
  const strict = { counter: 's', window: 'minute' as const, max: 1, scope: 'session' as const };
  expect(told(policy({ t: { limits: [strict], rate_limit: { max: 5, window: 'minute' } } }))).toEqual([
    'warning limit-never-reached /tools/t/rate_limit/max',
    'warning session-scope /tools/t/limits/0/scope',
    'warning session-scope /tools/t/rate_limit',
  ]);
});

test('an argument whose values differ in risk is suggested one rule', () => {
  const perValue = {
    parameter: 'action',
    values: [
      { value: 'get', category: 'Read' as const },
      { value: 'delete', category: 'Destructive' as const },
    ],
  };
  const tools: LintTool[] = [{ name: 't', category: 'Destructive', perValue }];
  const [finding] = lintPolicy(policy({ t: {} }), tools);
  expect(finding).toMatchObject({ code: 'mixed-values', pointer: '/tools/t' });
  expect(finding?.fix?.().tools?.t?.require).toMatchObject([
    { conditions: [{ path: 'args.action', op: 'in', value: ['get'] }] },
  ]);
  const looked = { deny_if: [{ conditions: [{ path: 'args.action', op: 'eq' as const, value: 'delete' }] }] };
  expect(told(policy({ t: looked }), tools)).toEqual([]);
});

test('what must not be published is the errors of the whole judgement, and is told without its advice', () => {
  const limits = [
    { counter: 'c', window: 'minute' as const, max: 5 },
    { counter: 'c', window: 'hour' as const, max: 5 },
  ];
  const conditions = [{ path: 'args.a', op: 'in' as const, value: [] }];
  const document = policy({ t: { limits, require: [{ conditions }] }, u: {} }, { default: 'allow', hide: ['*'] });
  const tools: LintTool[] = [{ name: 't', category: 'Write', inputSchema: schema({ a: { type: 'string' } }) }];
  const said = (found: Finding[]) => found.map(({ fix, ...finding }) => [finding, fix?.()]);
  const errors = lintPolicy(document, tools).filter(({ level }) => level === 'error');
  expect(errors.length).toBeGreaterThan(0);
  expect(said(lintErrors(document, tools))).toEqual(said(errors));
});
