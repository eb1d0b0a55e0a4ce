import { afterEach, describe, expect, test } from 'vitest';
import { inForce, initialize, legacy, makeGrant, modern, token } from '@/lib/engines/gateway/testing/test-gate';
import {
  begin,
  json,
  type Scripted,
  startScripted,
  stream,
  withSession,
} from '@/lib/engines/gateway/testing/test-scripted';

const policy = {
  version: '1',
  default: 'deny',
  resources: { default: 'allow', deny: ['file:///secret/*'] },
  prompts: { default: 'deny', allow: ['review_*'] },
};
const closed = { version: '1', default: 'deny', resources: { default: 'deny' }, prompts: { default: 'deny' } };

let gate: Scripted;
afterEach(() => gate.close());

const request = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });
const refPrompt = (name: string) => ({ ref: { type: 'ref/prompt', name }, argument: { name: 'a', value: '' } });
const refUri = (uri: string) => ({ ref: { type: 'ref/resource', uri }, argument: { name: 'a', value: '' } });
const subscribing = (...uris: unknown[]) => ({ notifications: { resourceSubscriptions: uris } });

type Case = [method: string, params: Record<string, unknown>, rule: string, era?: 'modern' | 'legacy'];

const refused: Case[] = [
  ['resources/read', { uri: 'file:///secret/a' }, '/resources/deny/0'],
  ['resources/read', { uri: 'file:///%73ecret/a' }, '/resources/deny/0'],
  ['resources/read', { uri: 'FILE:///Secret/a' }, '/resources/deny/0'],
  ['resources/read', { uri: 'file:///docs/../secret/a' }, '(unclear URI)'],
  ['resources/subscribe', { uri: 'file:///secret/a' }, '/resources/deny/0', 'legacy'],
  ['resources/unsubscribe', { uri: 'file:///secret/a' }, '/resources/deny/0', 'legacy'],
  ['prompts/get', { name: 'delete_all' }, '/prompts/default'],
  ['completion/complete', refPrompt('delete_all'), '/prompts/default'],
  ['completion/complete', refUri('file:///secret/a'), '/resources/deny/0'],
  ['completion/complete', refUri('file:///{path}'), '/resources/deny/0'],
  ['completion/complete', { ref: { type: 'ref/prompt', name: 'review_a', uri: 'x' } }, '(invalid request)'],
  ['completion/complete', { ref: { type: 'ref/new', name: 'review_a' } }, '(invalid request)'],
  ['completion/complete', {}, '(invalid request)'],
  ['subscriptions/listen', subscribing('file:///docs/a', 'file:///secret/a'), '/resources/deny/0', 'modern'],
  ['subscriptions/listen', subscribing('file:///docs/a', 7), '(invalid request)', 'modern'],
  [
    'subscriptions/listen',
    { notifications: { ResourceSubscriptions: ['file:///secret/a'] } },
    '(invalid request)',
    'modern',
  ],
];

const allowed: Case[] = [
  ['resources/read', { uri: 'file:///docs/a' }, ''],
  ['resources/subscribe', { uri: 'file:///docs/a' }, '', 'legacy'],
  ['prompts/get', { name: 'review_code' }, ''],
  ['completion/complete', refPrompt('review_code'), ''],
  ['completion/complete', refUri('file:///docs/{path}'), ''],
];

const send = (method: string, params: Record<string, unknown>, era: 'modern' | 'legacy') =>
  fetch(gate.url, era === 'modern' ? modern(method, params) : legacy(request(method, params)));

const eras = ['modern', 'legacy'] as const;
const both = (cases: Case[]) =>
  cases.flatMap(([method, params, rule, only]) =>
    eras.filter((era) => !only || only === era).map((era) => ({ era, method, params, rule })),
  );

describe('what the policy closes never reaches the server and is logged by its rule', () => {
  test.each(both(refused))('$era $method $params', async ({ era, method, params, rule }) => {
    gate = await startScripted({ policy });
    const { error } = await (await send(method, params, era)).json();
    const isResource = rule.startsWith('/resources') || rule === '(unclear URI)';
    expect(error.code).toBe(isResource && era === 'legacy' ? -32002 : -32602);
    if (isResource) expect(error.message).toBe('Resource not found');
    expect(gate.heard).toEqual([]);
    await expect.poll(() => gate.calls()).toMatchObject([{ method, outcome: 'deny', rule }]);
    expect(JSON.stringify(await gate.calls())).not.toContain('file:///docs/');
  });
});

test.each(both(allowed))('what the policy allows passes: $era $method', async ({ era, method, params }) => {
  gate = await startScripted({ policy });
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete"}}'));
  expect(await (await send(method, params, era)).json()).toHaveProperty('result');
  expect(gate.heard).toHaveLength(1);
});

test('a policy that says nothing of classes lets every resource and prompt through, and a grant without policy none', async () => {
  gate = await startScripted();
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'));
  const ask = async () => [
    await (await send('resources/read', { uri: 'file:///a/../b' }, 'legacy')).json(),
    await (await send('prompts/get', { name: 'any' }, 'legacy')).json(),
  ];
  for (const answer of await ask()) expect(answer).toHaveProperty('result');
  gate.world.put(makeGrant(token, null));
  for (const answer of await ask()) expect(answer).toHaveProperty('error');
});

const lists: [method: string, kind: string, elements: object[], kept: object[]][] = [
  [
    'resources/list',
    'resources',
    [{ uri: 'file:///docs/a' }, { uri: 'file:///secret/a' }, { uri: 'file:///docs/../secret' }, { name: 'x' }],
    [{ uri: 'file:///docs/a' }],
  ],
  [
    'resources/templates/list',
    'resourceTemplates',
    [{ uriTemplate: 'file:///{path}' }, { uriTemplate: 'file:///secret/{path}' }],
    [{ uriTemplate: 'file:///{path}' }],
  ],
  ['prompts/list', 'prompts', [{ name: 'review_code' }, { name: 'delete_all' }], [{ name: 'review_code' }]],
];

describe('lists show what the policy allows', () => {
  test.each(lists)('%s, as JSON, as a stream and replayed', async (method, kind, elements, kept) => {
    gate = await startScripted({ policy });
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { [kind]: elements } });
    const event = `id: 7\ndata: ${text}\n\n`;
    gate.play(withSession((req, res) => (req.method === 'GET' ? stream(res).end(event) : json(res, 200, text))));
    const headers = await begin(gate);
    const listed = async (init: RequestInit) =>
      JSON.parse((await (await fetch(gate.url, init)).text()).replace(/^[^{]*/, ''));
    expect((await listed(legacy(request(method), headers))).result).toEqual({ [kind]: kept });
    expect((await listed({ headers })).result).toEqual({ [kind]: kept });
    gate.play((_, res) => stream(res).end(event));
    expect((await listed(legacy(request(method)))).result).toEqual({ [kind]: kept });
    const result = { [kind]: kept, cacheScope: 'private', ttlMs: 0 };
    expect((await listed(modern(method))).result).toEqual(result);
  });

  test('a closed class is an empty list on one page, and nothing is asked for twice', async () => {
    gate = await startScripted({ policy: closed });
    const page = { prompts: [{ name: 'a' }], nextCursor: 'more' };
    gate.play((_, res) => json(res, 200, JSON.stringify({ jsonrpc: '2.0', id: 1, result: page })));
    const answer = await (await fetch(gate.url, legacy(request('prompts/list')))).json();
    expect(answer.result).toEqual({ prompts: [] });
    expect(gate.heard).toHaveLength(1);
  });

  test('pages of which nothing is left are skipped', async () => {
    gate = await startScripted({ policy });
    const pages = [{ prompts: [{ name: 'a' }], nextCursor: '2' }, { prompts: [{ name: 'review_a' }] }];
    gate.play((_, res) => json(res, 200, JSON.stringify({ jsonrpc: '2.0', id: 1, result: pages.shift() })));
    const answer = await (await fetch(gate.url, legacy(request('prompts/list')))).json();
    expect(answer.result).toEqual({ prompts: [{ name: 'review_a' }] });
  });

  test('a list of resources that is hidden in the answer to another request is filtered too', async () => {
    gate = await startScripted({ policy });
    const text = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      result: { prompts: [], resources: [{ uri: 'file:///secret/a' }] },
    });
    gate.play((_, res) => stream(res).end(`data: ${text}\n\n`));
    for (const method of ['prompts/list', 'tools/list', 'ping']) {
      expect(await (await fetch(gate.url, legacy(request(method)))).text()).not.toContain('secret');
    }
  });
});

test('a change of a closed resource is not told, of any other it is', async () => {
  gate = await startScripted({ policy });
  const update = (params: object) =>
    `data: ${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/resources/updated', params })}\n\n`;
  const events = [{ uri: 'file:///secret/a' }, { uri: 'file:///docs/a' }, {}, { uri: 7, other: 'secret' }].map(update);
  gate.play(withSession((_, res) => stream(res).end(events.join(''))));
  const headers = await begin(gate);
  const heard = await (await fetch(gate.url, { headers })).text();
  expect(heard.match(/data: .*/g)).toEqual([expect.stringContaining('file:///docs/a')]);
  gate.world.put({ ...gate.world.grant, policy: inForce({ version: '1', default: 'deny' }, 2) });
  expect((await (await fetch(gate.url, { headers })).text()).match(/data: .*/g)).toHaveLength(4);
});

test('a published policy closes resources for the next list of an open session', async () => {
  gate = await startScripted();
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { resources: [{ uri: 'a://b' }] } });
  gate.play(withSession((_, res) => json(res, 200, text)));
  const headers = await begin(gate);
  const list = async () => (await (await fetch(gate.url, legacy(request('resources/list'), headers))).json()).result;
  expect(await list()).toEqual({ resources: [{ uri: 'a://b' }] });
  gate.world.put({ ...gate.world.grant, policy: inForce(closed, 2) });
  expect(await list()).toEqual({ resources: [] });
  expect((await fetch(gate.url, legacy(initialize))).status).toBe(200);
});
