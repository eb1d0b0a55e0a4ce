import { expect, test } from 'vitest';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide, isListed } from '@/lib/core/policy/decide/decide';
import { tryCall } from '@/lib/core/policy/decide/trial';
import { readPolicy } from '@/lib/core/policy/document/read';
import type { Policy } from '@/lib/core/policy/document/schema';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { describeServer } from './describe-server';
import { describeTool } from './describe-tool';

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
    const call = (nowMs: number) => tryCall(policy, counters, { tool: name, args: {} }, nowMs).outcome === 'allow';
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

test('what a reader is invited to is what the policy does', () => {
  const actionOf = (name: string) => describeTool(tool(name)).action;
  expect(['manage_kv_store', 'execute_flow', 'delete_flow', 'create_refund', 'list_secrets'].map(actionOf)).toEqual([
    'Limit this tool',
    'Rate-limit this tool',
    'Restrict this tool',
    'Gate this tool',
    'Gate this tool',
  ]);
});

test('a tool known by name only is described by its name and says so', () => {
  expect(describeTool(tool('manage_kv_store')).purpose).toBe(
    'By its name, manage_kv_store manages a KV store through Acme MCP Server. Only its name is known: its description and arguments have not been read from a running server.',
  );
});

test('a name that does not lead with a verb gets no invented sentence', () => {
  expect(describeTool(tool('frobnicate')).purpose).toContain(
    'What frobnicate does through Acme MCP Server cannot be told from its name, which holds no verb.',
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
