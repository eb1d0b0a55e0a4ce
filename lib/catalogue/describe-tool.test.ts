import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/policy/compile';
import { decide, isListed } from '@/lib/policy/decide';
import { createMemoryCounters } from '@/lib/policy/memory-counters';
import { readPolicy } from '@/lib/policy/read';
import type { Policy } from '@/lib/policy/schema';
import { describeServer } from './describe-server';
import { describeTool } from './describe-tool';
import type { CatalogueTool } from './get-tool';
import { article } from './noun-phrase';
import { familyOf, predicateOf } from './predicate';

const server = {
  slug: 'acme',
  name: 'Acme MCP Server',
  publisher: 'Acme',
  repository: null,
  licence: 'MIT',
  packages: [{ registryType: 'npm' as const, identifier: '@acme/mcp' }],
  source: 'https://example.com',
  readAt: new Date(0),
  origin: 'registry' as const,
};

function tool(name: string, more: Partial<CatalogueTool> = {}): CatalogueTool {
  return {
    slug: 'x',
    name,
    category: 'Other',
    severity: 'Medium',
    confidence: 0.2,
    title: null,
    description: null,
    inputSchema: null,
    annotations: null,
    knowledge: 'listed',
    firstSeenAt: new Date(0),
    changedAt: new Date(0),
    server,
    siblings: [],
    elsewhere: [],
    ...more,
  };
}

const names = ['manage_kv_store', 'delete_flow', 'list_flows', 'execute_flow', 'create_refund', 'frobnicate'];

function compiled(policy: Policy | undefined) {
  const read = readPolicy(JSON.stringify(policy ?? null));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return compilePolicy(read.policy);
}

test.each(names)(
  'the rate limit that the page of %s answers with admits ten calls in 60 seconds and no eleventh',
  (name) => {
    const question = describeTool(tool(name)).questions.find(({ question }) => question.startsWith('Can I rate-limit'));
    const policy = compiled(question?.policy);
    const counters = createMemoryCounters({ keysMax: 10 });
    const call = (nowMs: number) => {
      const decision = decide(policy, { tool: name, args: {} });
      if (decision.outcome !== 'allow') throw new Error(decision.message);
      return counters.reserve(
        decision.reserve.map(({ counter, windowMs, max, amount, scope }) => ({
          key: `${scope}:${counter}`,
          windowMs,
          max,
          amount,
        })),
        nowMs,
      ).ok;
    };
    expect(decide(policy, { tool: name, args: {} })).toMatchObject({ reserve: [{ scope: 'session' }] });
    expect(Array.from({ length: 11 }, (_, second) => call(second * 1000))).toEqual([...Array(10).fill(true), false]);
    expect(call(60_000)).toBe(true);
  },
);

test.each(names)(
  'the block that the page of %s answers with leaves it listed and refuses it with the reason',
  (name) => {
    const question = describeTool(tool(name)).questions.find(({ question }) => question.startsWith('How do I block'));
    const policy = compiled(question?.policy);
    expect(isListed(policy, name)).toBe(true);
    expect(decide(policy, { tool: name, args: {} })).toMatchObject({
      outcome: 'deny',
      message: `${name} is not available to agents.`,
    });
  },
);

test('a destructive tool is hidden by the policy of its page, and its effect says so', () => {
  const { policy, effect, action } = describeTool(tool('delete_flow'));
  expect(isListed(compilePolicy(policy), 'delete_flow')).toBe(false);
  expect(effect).toContain('do not see delete_flow');
  expect(action).toBe('Restrict this tool');
});

test('a tool known by name only is described by its name and says so', () => {
  expect(describeTool(tool('manage_kv_store')).purpose).toBe(
    'By its name, manage_kv_store manages a KV store through Acme MCP Server. Only its name is known: its description and arguments have not been read from a running server.',
  );
});

test('a name that does not lead with a verb gets no invented sentence', () => {
  expect(describeTool(tool('frobnicate')).purpose).toContain(
    'The name frobnicate says “frobnicate” and no deed, so it cannot be told from it what a call does',
  );
});

test('arguments that select the operation get a rule on their values', () => {
  const action = { type: 'string', enum: ['get', 'set', 'delete'] };
  const inputSchema = { type: 'object', properties: { action }, required: ['action'] };
  const { policy, sample } = describeTool(tool('manage_kv_store', { inputSchema, knowledge: 'introspected' }));
  const call = (value: string) =>
    decide(compilePolicy(policy), { tool: 'manage_kv_store', args: { action: value } }).outcome;
  expect([call('get'), call('set'), call('delete')]).toEqual(['allow', 'allow', 'deny']);
  expect(sample).toEqual({ action: 'get' });
});

test('the policy of a whole server names every tool that it does not hide', () => {
  const tools = (['list_flows', 'delete_flow', 'execute_flow'] as const).map((name, index) => ({
    ...tool(name, {
      category: (['Read', 'Destructive', 'Execute'] as const)[index],
      severity: (['Low', 'Critical', 'High'] as const)[index],
    }),
    slug: name,
  }));
  const { policy, counts } = describeServer({ ...server, tools });
  const listed = tools.filter(({ name }) => isListed(compilePolicy(policy), name)).map(({ name }) => name);
  expect(listed).toEqual(['list_flows', 'execute_flow']);
  expect(counts.map(({ category, tools }) => [category, tools])).toEqual([
    ['Destructive', 1],
    ['Execute', 1],
    ['Read', 1],
  ]);
});

test.each([
  ['manage_kv_store', 'manages a KV store'],
  ['generate_flow', 'generates a flow'],
  ['list_flows_in_namespace', 'lists flows in a namespace'],
  ['pods_list_in_namespace', 'lists pods in a namespace'],
  ['labels-get-stories', 'gets stories'],
  ['get_ads', 'gets ads'],
  ['getCollectionsForkedByUser', 'gets collections forked by user'],
  ['get_instance_info', 'gets instance info'],
  ['create_flow_from_yaml', 'creates a flow from YAML'],
  ['search_logs', 'searches logs'],
  ['web_search', 'searches the web'],
  ['copy_api_key', 'copies an API key'],
  ['get_url', 'gets a URL'],
  ['getIssueById', 'gets an issue by ID'],
  ['listManagedOAuthApplications', 'lists managed OAuth applications'],
  ['list_pull_request_URLs', 'lists pull request URLs'],
  ['policy_engine_delete', 'deletes a policy engine'],
  ['monitor_get', 'gets a monitor'],
  ['get_current_user', 'gets the current user'],
  ['get_me', 'gets the signed-in user'],
  ['list_my_repos', 'lists the signed-in user’s repos'],
  ['markNotificationAsRead', 'marks a notification as read'],
  ['get_or_create_session', 'gets or creates a session'],
  ['bulk_delete_users', 'deletes users in bulk'],
  ['advanced_search', 'searches'],
  ['cleanup', 'cleans up'],
  ['count', 'counts something'],
  ['wait_for', 'waits for something'],
  ['new_page', 'creates a new page'],
  ['whoami', 'says who is signed in'],
  ['execute-sql', 'executes SQL'],
  ['run_sql_query', 'runs an SQL query'],
  ['export_to_pdf', 'exports to PDF'],
  ['list_issues_v2', 'lists issues'],
  ['mr_discussions', undefined],
  ['frobnicate', undefined],
  ['', undefined],
])('%s is worded with its grammar', (name, predicate) => {
  expect(predicateOf(name)).toBe(predicate);
});

test('what a server’s tools have before their own names is left out of the sentence, and no verb is', () => {
  const linear = ['linear_getUsers', 'linear_createIssue', 'linear_getTeams'];
  expect(familyOf('linear_getIssues', linear, 'mcp-linear')).toBe('linear');
  expect(familyOf('browser_click', ['browser_tap', 'browser_close', 'browser_tabs'], 'playwright')).toBeUndefined();
  expect(familyOf('browser_press_key', ['browser_tap', 'browser_close', 'browser_tabs'], 'playwright')).toBe('browser');
  expect(familyOf('get_issue', ['get_a', 'get_b', 'get_c'], 'get-server')).toBeUndefined();
  expect(familyOf('task_create', ['task_list', 'task_get', 'task_delete'], 'todo')).toBeUndefined();
  expect(predicateOf('linear_getIssues', 'linear')).toBe('gets issues');
});

test.each<[object, string]>([
  [{}, 'It takes no arguments.'],
  [{ properties: { id: {} }, required: ['id'] }, 'It takes one argument, id.'],
  [{ properties: { id: {} } }, 'It takes one argument, id, which may be left out.'],
  [{ properties: { a: {}, b: {} }, required: ['a', 'b'] }, 'It requires a and b.'],
  [{ properties: { a: {}, b: {} }, required: ['a'] }, 'It requires a; b may be left out.'],
  [{ properties: { a: {}, b: {}, c: {} }, required: ['a'] }, 'It requires a; 2 more arguments may be left out.'],
  [{ properties: { a: {}, b: {} } }, 'It takes a and b, both of which may be left out.'],
  [{ properties: { a: {}, b: {}, c: {}, d: {}, e: {} } }, 'All of its 5 arguments may be left out.'],
  [
    { properties: { a: {}, b: {}, c: {}, d: {}, e: {} }, required: ['a', 'b', 'c', 'd', 'e'] },
    'It requires all of its 5 arguments.',
  ],
])('the arguments of %j are told by their number', (inputSchema, sentence) => {
  const described = describeTool(tool('get_flow', { inputSchema, knowledge: 'introspected' }));
  expect(described.purpose).toBe(`By its name, get_flow gets a flow through Acme MCP Server. ${sentence}`);
});

test('an article goes by sound, also before an acronym', () => {
  expect(['Execute', 'Other', 'Read', 'user', 'unit', 'issue', 'URL', 'MCP'].map(article)).toEqual([
    'an',
    'an',
    'a',
    'a',
    'a',
    'an',
    'a',
    'an',
  ]);
});
