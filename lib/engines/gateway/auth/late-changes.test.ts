import { afterEach, beforeEach, expect, test } from 'vitest';
import { inForce, legacy, makeGrant, token } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';

// Between the decision and the first byte to the server, counters, approvals and the log may take their time.

const limited = {
  version: '1',
  default: 'allow',
  tools: { read: { limits: [{ counter: 'reads', window: 'hour', max: 9 }] } },
};
const grant = makeGrant(token, limited);
const callOfRead = legacy({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'read', arguments: {} } });

let gate: Scripted;
let counted: () => void;
let isCounting: Promise<void>;
let givenBack = 0;
beforeEach(async () => {
  gate = await startScripted();
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}'));
  gate.world.put(grant);
  givenBack = 0;
  const counting = new Promise<void>((resolve) => {
    counted = resolve;
  });
  isCounting = new Promise((resolve) => {
    gate.gate.counters = {
      async reserve() {
        resolve();
        await counting;
        return { ok: true, receipt: { entries: [] } };
      },
      giveBack() {
        givenBack += 1;
      },
      forget: () => {},
    };
  });
});
afterEach(() => gate.close());

test('a call whose grant stands while it is counted reaches the server', async () => {
  const answer = fetch(gate.url, callOfRead);
  await isCounting;
  counted();
  expect(await (await answer).json()).toMatchObject({ result: { content: [] } });
});

test('a call whose grant is revoked while it is counted reaches nothing, and costs nothing', async () => {
  const answer = fetch(gate.url, callOfRead);
  await isCounting;
  gate.world.put({ ...grant, revoked: true });
  counted();
  expect((await answer).status).toBe(401);
  expect([gate.heard, givenBack]).toEqual([[], 1]);
  await expect.poll(() => gate.calls()).toMatchObject([{ outcome: 'deny', rule: '(grant revoked)' }]);
});

test('a call whose policy is published anew while it is counted reaches nothing, and may be repeated', async () => {
  const answer = fetch(gate.url, callOfRead);
  await isCounting;
  gate.world.put({ ...grant, policy: inForce({ version: '1', default: 'deny' }, 2) });
  counted();
  expect(await (await answer).json()).toMatchObject({ error: { message: expect.stringContaining('Repeat it') } });
  expect([gate.heard, givenBack]).toEqual([[], 1]);
});

test('a call whose tool is no longer reviewed when it was counted reaches nothing, and costs nothing', async () => {
  const answer = fetch(gate.url, callOfRead);
  await isCounting;
  gate.world.setTarget({ tools: new Map() });
  counted();
  expect(await (await answer).json()).toMatchObject({ error: { message: 'Unknown tool: read' } });
  expect([gate.heard, givenBack]).toEqual([[], 1]);
  await expect.poll(() => gate.calls()).toMatchObject([{ outcome: 'deny', rule: '(pending)' }]);
});

test('a call goes where its server is when it was counted', async () => {
  const answer = fetch(gate.url, callOfRead);
  await isCounting;
  const { transport } = gate.world.endpoint.target;
  gate.world.setTarget({ transport: { ...transport, path: '/moved' }, credential: ['x-key', 'new'] });
  counted();
  expect(await (await answer).json()).toMatchObject({ result: { content: [] } });
  expect(gate.heard).toMatchObject([{ headers: { 'x-key': 'new' } }]);
});
