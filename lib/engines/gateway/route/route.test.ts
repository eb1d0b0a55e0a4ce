import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NameMap } from '@/lib/engines/gateway/ports';
import { call, initialize, legacy, modern } from '@/lib/engines/gateway/testing/test-gate';
import { begin, json, type Scripted, startScripted, withSession } from '@/lib/engines/gateway/testing/test-scripted';
import { sameNames } from './names';
import { targetIn, targetOfTool } from './route';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
  gate.play(withSession((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"read"}]}}')));
});
afterEach(() => gate.close());

/** What every map of names must guarantee, of names that its target has. */
function nameMapContract(map: NameMap, names: readonly string[]): void {
  test('the name that clients use leads back to the tool, and to no other', () => {
    const known = names.map((name) => map.toClient(name));
    expect(known.map((name) => name && map.toTarget(name))).toEqual(names);
    expect(new Set(known).size).toBe(names.length);
  });
}

describe('the names of a target by itself', () => nameMapContract(sameNames, ['read', '', 'a.b/c', '__proto__', 'É']));

/** A target whose tools have a prefix for clients. */
const prefixed: NameMap = {
  toTarget: (name) => (name.startsWith('ours_') ? name.slice(5) : null),
  toClient: (name) => `ours_${name}`,
};

describe('an endpoint', () => {
  test('has the tools of its target by the names that clients use, and no others', () => {
    const { endpoint } = gate.world;
    expect(targetOfTool(endpoint, 'read')).toBe(endpoint.target);
    for (const name of ['unknown', 'Read', 'toString']) expect(targetOfTool(endpoint, name)).toBeNull();
    const named = { ...endpoint, target: { ...endpoint.target, names: prefixed } };
    expect(targetOfTool(named, 'ours_read')).toBe(named.target);
    expect(targetOfTool(named, 'read')).toBeNull();
  });

  test('that is gone, or has another target, has none that an open exchange could go on with', () => {
    const { endpoint } = gate.world;
    const open = { endpointId: endpoint.id, target: endpoint.target } as Parameters<typeof targetIn>[1];
    const holding = (target: typeof endpoint.target) => ({
      endpoints: new Map([[endpoint.id, { ...endpoint, target }]]),
      grants: new Map(),
    });
    const moved = { ...endpoint.target, versions: ['2025-11-25'] };
    expect(targetIn(holding(moved), open)).toBe(moved);
    expect(targetIn(holding({ ...endpoint.target, id: 'other' }), open)).toBeNull();
    expect(targetIn({ endpoints: new Map(), grants: new Map() }, open)).toBeNull();
  });
});

test('a message of a session goes to the target under the session that this target gave', async () => {
  const headers = await begin(gate);
  await fetch(gate.url, legacy(call('read'), headers));
  expect(gate.heard.at(-1)?.headers['mcp-session-id']).toBe('theirs');
  const moved = { ...gate.world.endpoint.target, id: 'other' };
  gate.world.setEndpoint({ ...gate.world.endpoint, target: moved });
  await fetch(gate.url, legacy(call('read'), headers));
  expect(gate.heard.at(-1)?.headers).not.toHaveProperty('mcp-session-id');
});

test('what its target knows by another name is neither listed nor called, since bytes are sent on as they came', async () => {
  const listed = async () => (await (await fetch(gate.url, modern('tools/list'))).json()).result.tools;
  expect(await listed()).toEqual([{ name: 'read' }]);
  gate.world.setTarget({ names: prefixed });
  expect(await listed()).toEqual([]);
  gate.heard.length = 0;
  for (const name of ['ours_read', 'read']) {
    expect(await (await fetch(gate.url, legacy(call(name)))).json()).toHaveProperty('error');
  }
  expect(gate.heard).toEqual([]);
});

test('initialize, lists and streams go to the one target of their endpoint', async () => {
  await fetch(gate.url, legacy(initialize));
  await fetch(gate.url, modern('tools/list'));
  expect(gate.heard.map(({ body }) => JSON.parse(body).method)).toEqual(['initialize', 'tools/list']);
});
