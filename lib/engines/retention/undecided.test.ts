import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { open } from '@/lib/base/secrets/secret-box';
import { createApprovals } from '@/lib/engines/gateway-store/approvals';
import { type Installation, makeInstallation } from '@/lib/engines/gateway-store/test-installation';
import { forgetLate, sweepUndecided } from './undecided';

let installation: Installation;
let worker: Pool;
beforeAll(async () => {
  installation = await makeInstallation('https://mcp.example/mcp', { version: '1', default: 'allow' });
  worker = new Pool({ connectionString: installation.workerUrl, max: 2 });
});
afterAll(async () => {
  await worker.end();
  await installation.close();
});

const held = (tool: string) => ({
  organisationId: installation.id.organisation,
  serverId: installation.id.server,
  grantId: installation.id.grant,
  policyVersionId: installation.id.version,
  tool,
  argumentsDigest: randomUUID(),
  canonicalArguments: '{"key":"s3cret"}',
  rule: '/tools/x/action',
  message: 'A person decides.',
  expiresInSeconds: 600,
});

const rows = async () => {
  const { rows } = await installation.pool.query('SELECT "id", "tool", "argumentsBox" FROM "Approval" ORDER BY "tool"');
  return rows;
};
const expire = (tool: string, ago: string) =>
  installation.pool.query(`UPDATE "Approval" SET "expiresAt" = now() - $2::interval WHERE "tool" = $1`, [tool, ago]);

test('what nobody decided loses its arguments, is removed after a month, and can be asked for again', async () => {
  const approvals = createApprovals(installation.gatewayPool);
  const calls = { waits: held('waits'), ran: held('ran'), gone: held('gone') };
  for (const call of Object.values(calls)) await approvals.create(call);
  await expire('ran', '1 second');
  await expire('gone', '31 days');

  expect(await sweepUndecided(worker)).toEqual({ forgotten: 2, removed: 1 });
  expect(await sweepUndecided(worker)).toEqual({ forgotten: 0, removed: 0 });
  expect((await rows()).map(({ tool, argumentsBox }) => [tool, argumentsBox !== null])).toEqual([
    ['ran', false],
    ['waits', true],
  ]);

  const again = await approvals.create(calls.ran);
  const [ran] = await rows();
  expect(ran).toMatchObject({ id: again?.id, argumentsBox: expect.any(String) });
  expect(open(ran.argumentsBox, `approval:${ran.id}`)).toBe('{"key":"s3cret"}');
});

test('a decided request is left as it is, however old', async () => {
  const approvals = createApprovals(installation.gatewayPool);
  await approvals.create(held('rejected'));
  await installation.pool.query(`UPDATE "Approval" SET "state" = 'rejected' WHERE "tool" = 'rejected'`);
  await expire('rejected', '90 days');
  expect(await sweepUndecided(worker)).toMatchObject({ removed: 0 });
  expect((await rows()).map(({ tool }) => tool)).toContain('rejected');
});

test('more than one batch is swept at once', async () => {
  await installation.pool.query(
    `INSERT INTO "Approval" ("id", "organisationId", "serverId", "grantId", "policyVersionId", "tool", "argumentsDigest",
       "argumentsBox", "rule", "message", "expiresAt")
     SELECT gen_random_uuid(), $1, $2, $3, $4, 'many', g::text, 'box', '', '', now() - interval '40 days'
     FROM generate_series(1, 1200) g`,
    [installation.id.organisation, installation.id.server, installation.id.grant, installation.id.version],
  );
  expect(await sweepUndecided(worker)).toEqual({ forgotten: 1200, removed: 1200 });
});

test('where no worker runs, the gateway forgets arguments that are five minutes late, and removes nothing', async () => {
  await installation.pool.query('DELETE FROM "Approval"');
  const approvals = createApprovals(installation.gatewayPool);
  for (const tool of ['late', 'soon', 'waits']) await approvals.create(held(tool));
  await expire('late', '6 minutes');
  await expire('soon', '4 minutes');
  expect(await forgetLate(installation.gatewayPool)).toBe(1);
  expect((await rows()).map(({ tool, argumentsBox }) => [tool, argumentsBox !== null])).toEqual([
    ['late', false],
    ['soon', true],
    ['waits', true],
  ]);
});

test('a sweep that is told to end ends after the batch it has in hand', async () => {
  await expect(sweepUndecided(worker, AbortSignal.abort())).rejects.toThrow('aborted');
});
