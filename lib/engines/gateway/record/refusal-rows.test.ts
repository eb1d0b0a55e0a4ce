import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeGrant, modern } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

async function knock(token: string, times: number): Promise<void> {
  const init = modern('tools/call', { name: 'read' }, { authorization: `Bearer ${token}` });
  const statuses = await Promise.all(Array.from({ length: times }, async () => (await fetch(gate.url, init)).status));
  expect(new Set(statuses)).toEqual(new Set([401]));
}

const logged = async (rule: string) => (await gate.calls()).filter((row) => row.rule === rule);

test('wrong tokens write a bounded number of rows a minute, the last of which says so', async () => {
  await knock('plg_wrong', 100);
  const rows = await logged('(unknown grant)');
  expect(rows).toHaveLength(30);
  expect(rows.filter(({ message }) => message.includes('not logged'))).toHaveLength(1);
  gate.clock.ms += 60_000;
  await knock('plg_wrong', 1);
  expect(await logged('(unknown grant)')).toHaveLength(31);
});

test('a revoked token cannot fill the log, nor keep the refusals of others out of it', async () => {
  gate.world.put(makeGrant('plg_revoked', null, { revoked: true }), makeGrant('plg_other', null, { revoked: true }));
  await knock('plg_revoked', 100);
  await knock('plg_other', 1);
  expect(await logged('(grant revoked)')).toHaveLength(31);
});

test('every call of a grant that stands is logged, whatever was refused before', async () => {
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}'));
  await knock('plg_wrong', 40);
  for (let time = 0; time < 40; time += 1) await fetch(gate.url, modern('tools/call', { name: 'read' }));
  expect((await gate.calls()).filter(({ tool }) => tool === 'read')).toHaveLength(40);
});
