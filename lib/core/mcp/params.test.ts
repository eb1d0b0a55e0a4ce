import { expect, test } from 'vitest';
import type { Notification, Request } from './message';
import { paramOfLaterVersion, wrongParam } from './params';

const request = (method: string, params: object): Request => ({
  kind: 'request',
  id: 1,
  method,
  params: { ...params },
});
const note = (method: string, params: object): Notification => ({
  kind: 'notification',
  method,
  params: { ...params },
});
const modern = { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } };
const ref = { type: 'ref/prompt', name: 'a' };
const argument = { name: 'a', value: 'b' };

test.each<[string, Request | Notification]>([
  ['tools/call', request('tools/call', { name: 'a', arguments: {}, _meta: { anything: 1 } })],
  ['tools/call of 2026-07-28', request('tools/call', { name: 'a', inputResponses: {}, requestState: 'x', ...modern })],
  ['tools/list', request('tools/list', { cursor: 'x' })],
  ['initialize', request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {} })],
  ['resources/read of 2026-07-28', request('resources/read', { uri: 'x:', requestState: 'x', ...modern })],
  ['prompts/get', request('prompts/get', { name: 'a', arguments: {} })],
  ['completion/complete', request('completion/complete', { ref, argument, context: { arguments: {} } })],
  ['subscriptions/listen', request('subscriptions/listen', { notifications: { toolsListChanged: true }, ...modern })],
  ['a cancellation', note('notifications/cancelled', { requestId: 1, reason: 'x' })],
  ['a progress', note('notifications/progress', { progressToken: 1, progress: 1, total: 2, message: 'x' })],
  ['an unknown method, which is refused by its name', request('x/y', { z: 1 })],
])('what the specification gives to %s is accepted', (_, message) => {
  expect(wrongParam(message)).toBeNull();
});

test.each<[string, string, object]>([
  ['Name', 'tools/call', { Name: 'delete_x' }],
  ['Name', 'tools/call', { name: 'get_x', Name: 'delete_x' }],
  ['Arguments', 'tools/call', { name: 'a', Arguments: {} }],
  ['"argument\u017f"', 'tools/call', { name: 'a', 'argument\u017f': {} }],
  ['"name\\u0000"', 'tools/call', { name: 'a', 'name\0': 'b' }],
  ['toolName', 'tools/call', { name: 'a', toolName: 'b' }],
  ['requestState', 'tools/call', { name: 'a', requestState: 'x' }],
  ['task', 'tools/call', { name: 'a', task: {} }],
  ['constructor', 'tools/call', { name: 'a', constructor: 'x' }],
  ['Uri', 'resources/read', { uri: 'a:', Uri: 'b:' }],
  ['arguments', 'resources/read', { uri: 'a:', arguments: {} }],
  ['Name', 'prompts/get', { Name: 'b' }],
  ['name', 'tools/list', { name: 'x' }],
  ['uri', 'ping', { uri: 'x' }],
  ['ref.Name', 'completion/complete', { ref: { type: 'ref/prompt', Name: 'b' }, argument }],
  [
    'notifications.ResourceSubscriptions',
    'subscriptions/listen',
    { notifications: { ResourceSubscriptions: ['file:///secret'] }, ...modern },
  ],
  ['argument.Value', 'completion/complete', { ref, argument: { ...argument, Value: 'x' } }],
])('%s is refused by name in params of %s', (member, method, params) => {
  expect(wrongParam(request(method, params))).toBe(`${method} has no params.${member}`);
});

test('a key of _meta that only some readers treat as the envelope is refused, all others pass', () => {
  const of = (key: string) => wrongParam(request('tools/call', { name: 'a', _meta: { [key]: '2026-07-28', x: 1 } }));
  for (const key of ['ProtocolVersion', 'protocolversion', 'protocolVer\u017fion', 'ClientCapabilities'])
    expect(of(`io.modelcontextprotocol/${key}`)).toMatch(/^params\._meta has no "io\.modelcontextprotocol/);
  for (const key of ['io.modelcontextprotocol/protocolVersion', 'progressToken', 'ProtocolVersion'])
    expect(of(key)).toBeNull();
});

test('the params of a notification are closed too', () => {
  expect(wrongParam(note('notifications/cancelled', { requestId: 1, RequestId: 2 }))).toBe(
    'notifications/cancelled has no params.RequestId',
  );
});

test('a long name of a refused member is cut in the answer', () => {
  expect(wrongParam(request('ping', { ['x'.repeat(10_000)]: 1 }))?.length).toBeLessThan(150);
});

test.each<[string | undefined, string, object, boolean]>([
  [undefined, 'completion/complete', { context: {} }, false],
  ['2025-06-18', 'completion/complete', { context: {} }, true],
  ['2025-03-26', 'completion/complete', { context: {} }, false],
  ['2025-03-26', 'tools/call', { name: 'a', arguments: {} }, true],
])('of a message of revision %s, %s with %j: %s', (version, method, params, has) => {
  expect(paramOfLaterVersion(request(method, params), version) === null).toBe(has);
});
