import { afterEach, beforeEach, expect, test } from 'vitest';
import { inForce, modern } from '@/lib/engines/gateway/testing/test-gate';
import { begin, type Scripted, startScripted, stream, withSession } from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

const publish = () =>
  gate.world.put({ ...gate.world.grant, policy: inForce({ version: '1', default: 'allow', hide: ['read'] }, 2) });
const revoke = () => gate.world.put({ ...gate.world.grant, revoked: true });
const begun = ': begun\n\n';

test('a GET stream says that the list of tools changed when another version is published', async () => {
  gate.play(withSession((_, res) => void stream(res).write(begun)));
  const answer = await fetch(gate.url, { headers: await begin(gate) });
  publish();
  revoke();
  expect(await answer.text()).toBe(
    `${begun}event: message\ndata: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n`,
  );
});

test('a listening client is told that the list changed, and how its stream ended', async () => {
  gate.play((_, res) => void stream(res).write(begun));
  const answer = await fetch(gate.url, modern('subscriptions/listen', { notifications: { toolsListChanged: true } }));
  publish();
  revoke();
  const messages = [...(await answer.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''));
  const _meta = { 'io.modelcontextprotocol/subscriptionId': 1 };
  expect(messages).toEqual([
    { jsonrpc: '2.0', method: 'notifications/tools/list_changed', params: { _meta } },
    { jsonrpc: '2.0', id: 1, result: { resultType: 'complete', _meta } },
  ]);
});

test('a client that did not ask for it is told nothing about lists', async () => {
  gate.play((_, res) => void stream(res).write(begun));
  const listening = await fetch(gate.url, modern('subscriptions/listen', { notifications: {} }));
  const calling = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }));
  publish();
  revoke();
  expect(await listening.text()).not.toContain('list_changed');
  expect(await calling.text()).toMatch(/^: begun\n\nevent: message\ndata: .*"id":1,"error":.*no longer stands/);
});
