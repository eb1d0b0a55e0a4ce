import { describe, expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide, isListed } from '@/lib/core/policy/decide/decide';
import { decidePrompt, decideResource } from '@/lib/core/policy/decide/decide-classes';
import { readPolicy } from '@/lib/core/policy/document/read';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { type Category, type RecommendInput, recommendForServer, recommendForTool, recommendRules } from './recommend';
import type { Severity } from './table';

const run = (tool: RecommendInput, args: Record<string, unknown> = {}) =>
  decide(compilePolicy(recommendForTool(tool).policy), { tool: tool.name, args });

test('manage_kv_store known by its name gets thirty calls a minute and nothing else opens', () => {
  const { policy, effect } = recommendForTool({ name: 'manage_kv_store', category: 'Write' });
  expect(policy).toEqual({
    version: '1',
    default: 'deny',
    tools: {
      manage_kv_store: {
        limits: [{ counter: 'manage_kv_store_rate', window: 'minute', max: 30, scope: 'grant' }],
      },
    },
    ...closedClasses,
  });
  expect(effect).toBe(
    'Agents may call manage_kv_store, at most 30 times in any minute per grant. Resources and prompts are closed. Every tool that this policy does not name stays closed.',
  );
});

const closedClasses = { resources: { default: 'deny' }, prompts: { default: 'deny' } };

const rates: [Category, number | null][] = [
  ['Read', null],
  ['Write', 30],
  ['Execute', 10],
  ['Financial', 10],
  ['Other', 60],
];

describe('what its sentence says is what the policy does', () => {
  test.each(rates)('%s', (category, max) => {
    const { policy, effect } = recommendForTool({ name: 't', category });
    expect(readPolicy(JSON.stringify(policy))).toEqual({ ok: true, policy });
    expect(lintPolicy(policy, [{ name: 't', category }])).toEqual([]);
    const decision = decide(compilePolicy(policy), { tool: 't', args: {} });
    expect(decision.outcome).toBe(category === 'Financial' ? 'hold' : 'allow');
    expect(effect.includes('waits until a person approves it')).toBe(category === 'Financial');
    const approved = decide(compilePolicy(policy), { tool: 't', args: {}, approved: true });
    const counted = approved.outcome === 'allow' ? approved.reserve : [];
    expect(counted.map((one) => [one.max, one.windowMs])).toEqual(max === null ? [] : [[max, 60_000]]);
    expect(/at most (\d+) (times )?in any minute per grant/.exec(effect)?.[1]).toBe(
      max === null ? undefined : `${max}`,
    );
    expect(effect.endsWith('Every tool that this policy does not name stays closed.')).toBe(true);
    expect(isListed(compilePolicy(policy), 'another')).toBe(false);
    expect(effect).toContain('Resources and prompts are closed.');
    expect(decideResource(compilePolicy(policy), 'file:///a').rule).toBe('/resources/default');
    expect(decidePrompt(compilePolicy(policy), 'review').rule).toBe('/prompts/default');
  });

  test('Destructive', () => {
    const { policy, effect } = recommendForTool({ name: 't', category: 'Destructive' });
    expect(effect).toMatch(/^Agents do not see t, and every call to it is refused\./);
    expect(isListed(compilePolicy(policy), 't')).toBe(false);
    expect(run({ name: 't', category: 'Destructive' })).toMatchObject({ outcome: 'deny', rule: '(hidden)' });
  });
});

test('required paths, URLs and amounts are bounded, optional ones are left alone', () => {
  const inputSchema = {
    properties: {
      filePath: { type: 'string' },
      urls: { type: 'array', items: { type: 'string', format: 'uri' } },
      amount: { type: 'number' },
      callback_url: { type: 'string' },
      path: { type: 'integer' },
      currency_path: { enum: ['a'] },
    },
    required: ['filePath', 'urls', 'amount', 'path', 'currency_path'],
  };
  const tool: RecommendInput = { name: 't', category: 'Financial', inputSchema };
  expect(recommendRules(tool).rules.require?.map((rule) => rule.conditions)).toEqual([
    [{ path: 'args.filePath', op: 'path_within', value: ['/workspace'] }],
    [{ path: 'args.urls[*]', op: 'host_in', value: ['example.com'] }],
    [{ path: 'args.amount', op: 'lte', value: 100 }],
  ]);
  const args = { filePath: '/workspace/a', urls: ['https://example.com/'], amount: 100 };
  expect(run(tool, args).outcome).toBe('hold');
  expect(run(tool, { ...args, filePath: '/workspace/../etc' })).toMatchObject({
    message: 'filePath must lie within /workspace.',
  });
  expect(run(tool, { ...args, urls: ['https://example.com/', 'https://evil.test/'] }).outcome).toBe('deny');
  expect(run(tool, { ...args, amount: 101 })).toMatchObject({ message: 'amount must be at most 100.' });
});

test.each(['*', 'get_*', '__proto__', '', 'a\nb', '\ud800', 'x'.repeat(257)])(
  'a tool that calls itself %j opens nothing',
  (name) => {
    const { policy, effect } = recommendForTool({ name, category: 'Read' });
    expect(policy).toEqual({ version: '1', default: 'deny', ...closedClasses });
    expect(effect).toContain('stays closed');
  },
);

test('the policy of a server names every tool and hides the destructive ones', () => {
  const tools: RecommendInput[] = [
    { name: 'list', category: 'Read' },
    { name: 'run', category: 'Execute' },
    { name: 'drop', category: 'Destructive' },
    { name: 'pay', category: 'Financial' },
    { name: '*', category: 'Read' },
  ];
  const policy = recommendForServer(tools);
  expect(policy.hide).toEqual(['drop']);
  expect(Object.keys(policy.tools ?? {})).toEqual(['list', 'run', 'pay']);
  expect(policy.tools?.list).toEqual({});
  expect(policy.tools?.pay?.action).toBe('require_approval');
});

test.each([undefined, null, 5, 'x', [], { properties: 5 }, { properties: { a: 5 }, required: 'a' }])(
  'an input schema such as %j is taken for unknown',
  (inputSchema) => {
    expect(recommendRules({ name: 't', category: 'Read', inputSchema })).toEqual({ hide: false, rules: {} });
  },
);

test.each(['Read', 'Other'] as const)('a tool that is %s and answers with secrets waits for a person', (category) => {
  const tool: RecommendInput = { name: 'get-env', category, severity: 'High' };
  expect(run(tool).outcome).toBe('hold');
  expect(recommendForTool(tool).effect).toMatch(/^Each call to get-env waits until a person approves it/);
});

const treated: [Category, Severity, 'open' | 'hold' | 'hide', number | null][] = [
  ['Read', 'Low', 'open', null],
  ['Read', 'Medium', 'open', 60],
  ['Write', 'Medium', 'open', 30],
  ['Write', 'High', 'hold', 10],
  ['Write', 'Critical', 'hold', 10],
  ['Execute', 'High', 'open', 10],
  ['Execute', 'Critical', 'hold', 10],
  ['Destructive', 'High', 'hold', 10],
  ['Destructive', 'Critical', 'hide', null],
  ['Financial', 'Medium', 'hold', 10],
  ['Financial', 'Critical', 'hold', 10],
  ['Other', 'Medium', 'open', 60],
  ['Other', 'High', 'hold', 10],
];

test.each(treated)('%s of %s severity: %s, and at most %s a minute', (category, severity, way, max) => {
  const tool: RecommendInput = { name: 't', category, severity };
  const outcome = { open: 'allow', hold: 'hold', hide: 'deny' }[way];
  expect(run(tool).outcome).toBe(outcome);
  const passed = decide(compilePolicy(recommendForTool(tool).policy), { tool: 't', args: {}, approved: true });
  expect(passed.outcome).toBe(way === 'hide' ? 'deny' : 'allow');
  const counted = passed.outcome === 'allow' ? passed.reserve.map((one) => one.max) : [];
  expect(counted).toEqual(max === null ? [] : [max]);
});

test.each([
  ['jira_delete', 'path', false],
  ['clone_object', 'targetParentPath', false],
  ['create_mailbox', 'path', false],
  ['api_request', 'webhookPath', false],
  ['list_hosts', 'sort_dir_order', false],
  ['read_file', 'path', true],
  ['list_directory', 'path', true],
  ['anything', 'file_path', true],
  ['anything', 'outputPath', true],
  ['anything', 'directory', true],
  ['anything', 'rootFolderPath', true],
])('of %s the argument %s is bounded to a folder: %s', (name, argument, bounded) => {
  const inputSchema = { properties: { [argument]: { type: 'string' } }, required: [argument] };
  const { require = [] } = recommendRules({ name, category: 'Read', inputSchema }).rules;
  expect(require.flatMap((rule) => rule.conditions.map(({ op }) => op))).toEqual(bounded ? ['path_within'] : []);
});

test('the sentence on a held call says what is refused without waiting', () => {
  const inputSchema = { properties: { amount: { type: 'number' } }, required: ['amount'] };
  expect(recommendForTool({ name: 'pay', category: 'Financial', inputSchema }).effect).toBe(
    'Each call to pay waits until a person approves it. It is refused without waiting unless args.amount is at most 100. Of the approved calls, at most 10 in any minute per grant go through. Put your own amount in place of 100 before you publish it. Resources and prompts are closed. Every tool that this policy does not name stays closed.',
  );
});

test('no recommendation counts by session, which an agent that reconnects would escape', () => {
  const categories: Category[] = ['Read', 'Write', 'Execute', 'Destructive', 'Financial', 'Other'];
  const severities: Severity[] = ['Low', 'Medium', 'High', 'Critical'];
  for (const category of categories) {
    for (const severity of severities) {
      const { policy } = recommendForTool({ name: 't', category, severity });
      const limits = policy.tools?.t?.limits ?? [];
      expect(limits.map(({ scope }) => scope)).toEqual(limits.map(() => 'grant'));
      expect(JSON.stringify(policy)).not.toMatch(/session|rate_limit/);
    }
  }
});
