import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startUpstream, type Upstream } from '@/e2e/upstream';
import { open } from '@/lib/base/secrets/secret-box';
import { makeGrant, modern, startGate, type TestGate, token } from '@/lib/engines/gateway/testing/test-gate';
import { createApprovals } from '@/lib/engines/gateway-store/approvals';
import { type Installation, makeInstallation } from '@/lib/engines/gateway-store/test-installation';

const policy = {
  version: '1',
  default: 'deny',
  tools: {
    pay: {
      action: 'require_approval',
      reason: 'Money leaves.',
      limits: [
        { counter: 'pays', window: 'hour', max: 3 },
        { counter: 'sum', window: 'hour', max: 1_000_000, increment_from: 'args.amount' },
      ],
    },
  },
};
let upstream: Upstream;
let installation: Installation;
let gate: TestGate;
beforeAll(async () => {
  upstream = await startUpstream({ tools: ['pay'] });
  installation = await makeInstallation(upstream.url, policy);
});
afterAll(async () => {
  await upstream.close();
  await installation.close();
});
beforeEach(async () => {
  await installation.pool.query('DELETE FROM "Approval"');
  upstream.received.length = 0;
  gate = await startGate({
    upstreamUrl: upstream.url,
    tools: ['pay'],
    policy,
    approvals: createApprovals(installation.gatewayPool),
  });
  const { organisation, grant, server, version } = installation.id;
  const owner = { id: grant, organisationId: organisation };
  gate.world.put({ ...makeGrant(token, policy, owner), endpointId: server });
  // The grant's ids are those of the database, whose rows refer to each other.
  const own = { id: server, organisationId: organisation };
  gate.world.setEndpoint({ ...gate.world.endpoint, ...own, target: { ...gate.world.endpoint.target, ...own } });
  const current = gate.world.source.current().grants.get(makeGrant(token, null).tokenHash)!;
  gate.world.put({ ...current, policy: { ...current.policy!, versionId: version } });
  return () => gate.close();
});

const pay = async (amount: number, extra: object = {}) => {
  const url = `${gate.base}/mcp/${installation.id.server}`;
  const answer = await fetch(url, modern('tools/call', { name: 'pay', arguments: { amount, ...extra } }));
  const { result, error } = JSON.parse((await answer.text()).replace(/^[^{]*/, ''));
  if (error) throw new Error(error.message);
  return { text: String(result.content[0].text), outcome: result._meta?.['policylayer/decision']?.outcome };
};
const rows = async () => (await installation.pool.query('SELECT * FROM "Approval" ORDER BY "createdAt"')).rows;
const decide = (state: string, reason: string | null = null) =>
  installation.pool.query('UPDATE "Approval" SET "state" = $1, "reason" = $2, "decidedAt" = now()', [state, reason]);
const arrived = () => upstream.received.filter(({ tool }) => tool === 'pay').map(({ args }) => args);

test('a held call reaches nothing and is kept, sealed, for the person who decides', async () => {
  const held = await pay(5);
  expect(held).toMatchObject({ outcome: 'hold' });
  expect(held.text).toMatch(/^\[APPROVAL PENDING\] Money leaves\. .*Repeat this exact call/);
  const [row] = await rows();
  expect(row).toMatchObject({ state: 'pending', tool: 'pay', rule: '/tools/pay/action', message: 'Money leaves.' });
  expect(open(row.argumentsBox, `approval:${row.id}`)).toBe('{"amount":5}');
  expect(arrived()).toEqual([]);
});

test('repeats of one call wait for one approval; another call waits for its own', async () => {
  await Promise.all([pay(5), pay(5), pay(5, {}), pay(6)]);
  expect(await rows()).toHaveLength(2);
});

test('of twenty parallel repeats of an approved call exactly one passes', async () => {
  await pay(5);
  await decide('approved');
  const answers = await Promise.all(Array.from({ length: 20 }, () => pay(5)));
  expect(answers.filter(({ outcome }) => outcome === undefined)).toHaveLength(1);
  expect(arrived()).toEqual([{ amount: 5 }]);
});

test('an approval does not serve other arguments, and the order of their keys does not matter', async () => {
  await pay(5, { to: 'a' });
  await decide('approved');
  expect((await pay(500, { to: 'a' })).outcome).toBe('hold');
  const url = `${gate.base}/mcp/${installation.id.server}`;
  await (await fetch(url, modern('tools/call', { name: 'pay', arguments: { to: 'a', amount: 5 } }))).text();
  expect(arrived()).toEqual([{ to: 'a', amount: 5 }]);
});

/** Sends a call of `pay` whose params are exactly this text. */
async function payRaw(params: string): Promise<string> {
  const init = modern('tools/call', { name: 'pay' });
  const [envelope = ''] = /"_meta":\{.*\}(?=\}\}$)/.exec(String(init.body)) ?? [];
  const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay",${params.replace('_meta', envelope)}}}`;
  return (await fetch(`${gate.base}/mcp/${installation.id.server}`, { ...init, body })).text();
}

test('an approval does not serve a call with anything beside what was approved', async () => {
  await pay(5);
  await decide('approved');
  expect(await payRaw('"arguments":{"amount":5},"Arguments":{"amount":500},_meta')).toContain('differ only in case');
  expect(await payRaw('"arguments":{"amount":5},"more":{"amount":500},_meta')).toContain(
    'tools/call has no params.more',
  );
  expect(await payRaw('"arguments":{"amount":5},"requestState":"x",_meta')).toContain('[APPROVAL PENDING]');
  expect(await payRaw('"arguments":{"amount":5},"inputResponses":{"q":{"action":"accept"}},_meta')).toContain(
    'PENDING',
  );
  expect(arrived()).toEqual([]);
  const shown = (await rows()).map((row) => open(row.argumentsBox, `approval:${row.id}`));
  expect(shown).toEqual([
    '{"amount":5}',
    '{"arguments":{"amount":5},"name":"pay","requestState":"x"}',
    '{"arguments":{"amount":5},"inputResponses":{"q":{"action":"accept"}},"name":"pay"}',
  ]);
  expect((await pay(5)).outcome).toBeUndefined();
  expect(arrived()).toEqual([{ amount: 5 }]);
});

test('an approval serves a repeat with another progress token', async () => {
  await pay(5);
  await decide('approved');
  const envelope = String(modern('tools/call').body).match(/"_meta":\{/)?.[0];
  const init = modern('tools/call', { name: 'pay', arguments: { amount: 5 } });
  const body = String(init.body).replace(envelope ?? '', '"_meta":{"progressToken":"another",');
  expect(body).toContain('another');
  await (await fetch(`${gate.base}/mcp/${installation.id.server}`, { ...init, body })).text();
  expect(arrived()).toEqual([{ amount: 5 }]);
});

test('an approval of a number serves no neighbour that a double takes for the same', async () => {
  const params = (account: string) => `"arguments":{"amount":5,"account":${account}},_meta`;
  await payRaw(params('9007199254740993'));
  const [row] = await rows();
  expect(open(row.argumentsBox, `approval:${row.id}`)).toBe('{"account":9007199254740993,"amount":5}');
  await decide('approved');
  expect(await payRaw(params('9007199254740992'))).toContain('[APPROVAL PENDING]');
  expect(arrived()).toEqual([]);
  await payRaw(params('9007199254740993'));
  expect(arrived()).toHaveLength(1);
});

test('an amount that a double cannot hold is refused by the limit that adds it, once approved', async () => {
  const params = '"arguments":{"amount":9007199254740993},_meta';
  await payRaw(params);
  await decide('approved');
  expect(await payRaw(params)).toContain('must be in the call, as a number');
  expect(arrived()).toEqual([]);
});

test('a rejected call is refused with the reason', async () => {
  await pay(5);
  await decide('rejected', 'Too much.');
  expect(await pay(5)).toEqual({ text: '[POLICY DENIED] A person rejected this call: Too much.', outcome: 'deny' });
  expect(arrived()).toEqual([]);
});

test('an approval that expired serves nothing, and the call is asked for again', async () => {
  await pay(5);
  await installation.pool.query(
    `UPDATE "Approval" SET "state" = 'approved', "expiresAt" = now() - interval '1 second'`,
  );
  expect((await pay(5)).outcome).toBe('hold');
  await installation.pool.query(`UPDATE "Approval" SET "expiresAt" = now() - interval '1 second'`);
  expect((await pay(5)).outcome).toBe('hold');
  expect((await rows()).filter(({ expiresAt }) => expiresAt > new Date())).toHaveLength(1);
});

test('an approval and its limits are given back when the call certainly did not reach the server', async () => {
  const down = await startUpstream({ tools: ['pay'] });
  await pay(5);
  await decide('approved');
  const { origin } = new URL(down.url);
  await down.close();
  const current = gate.world.source.current().endpoints.get(installation.id.server)!;
  const transport = { ...current.target.transport, origin };
  gate.world.setEndpoint({ ...current, target: { ...current.target, transport } });
  for (let time = 0; time < 4; time += 1) await expect(pay(5)).rejects.toThrow('The server cannot be reached.');
  gate.world.setEndpoint(current);
  expect((await pay(5)).outcome).toBeUndefined();
  expect(arrived()).toEqual([{ amount: 5 }]);
});

test('an agent cannot bury the call that matters under others', async () => {
  const answers = await Promise.all(Array.from({ length: 110 }, (_, amount) => pay(amount)));
  const refused = answers.filter(({ text }) => text.includes('Too many calls of this grant are waiting'));
  expect(refused.length).toBeGreaterThan(0);
  expect((await pay(1_000)).outcome).toBe('deny');
});

test('a call that is too long to be read is refused, and nothing of it is kept', async () => {
  expect(await pay(5, { note: 'x'.repeat(33_000) })).toMatchObject({
    outcome: 'deny',
    text: expect.stringContaining('too long for a person'),
  });
  expect(await rows()).toEqual([]);
});

test('an approved call whose amount a limit cannot read is refused, and its approval is not used up', async () => {
  expect((await pay(-5)).outcome).toBe('hold');
  await decide('approved');
  for (let repeat = 0; repeat < 2; repeat++) {
    expect(await pay(-5)).toMatchObject({ outcome: 'deny', text: expect.stringContaining('must be in the call') });
  }
  expect((await rows())[0]).toMatchObject({ state: 'approved' });
  expect(arrived()).toEqual([]);
});

test('where approvals cannot be looked up the call is refused with that reason, and works again afterwards', async () => {
  await installation.pool.query('ALTER TABLE "Approval" RENAME TO "Away"');
  await expect(pay(1)).rejects.toThrow('Approvals cannot be looked up now, so this call was not made.');
  await installation.pool.query('ALTER TABLE "Away" RENAME TO "Approval"');
  expect((await pay(1)).outcome).toBe('hold');
  expect(upstream.received.filter(({ method }) => method === 'tools/call')).toEqual([]);
});

test('calls of one organisation that ask at once leave room for those of another', async () => {
  const approvals = createApprovals(installation.gatewayPool);
  const { organisation, server, grant, version } = installation.id;
  const held = (organisationId: string) => ({
    ...{ organisationId, serverId: server, grantId: grant, policyVersionId: version },
    ...{ tool: 'pay', argumentsDigest: 'none' },
  });
  const many = await Promise.allSettled(Array.from({ length: 500 }, () => approvals.find(held(organisation))));
  expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(200);
  const first = Array.from({ length: 200 }, () => approvals.find(held(organisation)));
  expect(await approvals.find(held(randomUUID()))).toBeNull();
  expect(await Promise.all(first)).toEqual(Array(200).fill(null));
  expect(await approvals.find(held(organisation))).toBeNull();
});
