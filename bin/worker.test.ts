import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { gatewayProgram } from '@/lib/engines/gateway/testing/process.test-data';
import { createApprovals } from '@/lib/engines/gateway-store/approvals';
import { type Installation, makeInstallation } from '@/lib/engines/gateway-store/test-installation';
import { workerArguments } from './launcher/bundle';

let installation: Installation;
let program: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  program = join(dirname(await gatewayProgram()), 'worker.mjs');
  installation = await makeInstallation('https://mcp.example/mcp', { version: '1', default: 'allow' });
}, 60_000);
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => installation.close());

/** As `npm start` runs it: with its flags and its own address of the database, and told no secret. */
function start(over: Record<string, string> = {}): ChildProcess {
  const secrets = { AUTH_SECRET: '', ENCRYPTION_KEY: '' };
  const env = { ...process.env, ...secrets, DATABASE_URL: installation.workerUrl, ...over };
  const child = spawn(process.execPath, [...workerArguments.slice(0, -1), program], { env });
  children.push(child);
  return child;
}

async function started(): Promise<ChildProcess> {
  const child = start();
  const [line] = await once(child.stdout!, 'data');
  expect(String(line)).toBe('The worker runs.\n');
  return child;
}

async function holdAndExpire(tool: string): Promise<void> {
  await createApprovals(installation.gatewayPool).create({
    organisationId: installation.id.organisation,
    serverId: installation.id.server,
    grantId: installation.id.grant,
    policyVersionId: installation.id.version,
    tool,
    argumentsDigest: tool,
    canonicalArguments: '{"key":"s3cret"}',
    rule: '/tools/x/action',
    message: 'A person decides.',
    expiresInSeconds: 600,
  });
  await installation.pool.query(`UPDATE "Approval" SET "expiresAt" = now() - interval '1 second' WHERE "tool" = $1`, [
    tool,
  ]);
  await installation.pool.query(`UPDATE "Outbox" SET "notBefore" = now() WHERE "claimedUntil" IS NULL`);
}

const boxes = async (tool: string) =>
  (await installation.pool.query('SELECT "argumentsBox" FROM "Approval" WHERE "tool" = $1', [tool])).rows;
const sweep = async () =>
  (await installation.pool.query(`SELECT * FROM "Outbox" WHERE "kind" = 'approvals.sweep'`)).rows[0];

test('the worker forgets the arguments of requests that ran out, and ends at once when nothing is under way', async () => {
  const child = await started();
  const isSwept = async () => (await sweep())?.notBefore > new Date(Date.now() + 50_000);
  await expect.poll(isSwept, { timeout: 15_000 }).toBe(true);
  await holdAndExpire('first');
  await expect.poll(() => boxes('first'), { timeout: 15_000 }).toEqual([{ argumentsBox: null }]);
  await expect.poll(isSwept).toBe(true);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a worker that is killed in the middle loses nothing: the next one does its work', async () => {
  await installation.pool.query('UPDATE "Outbox" SET "notBefore" = now()');
  const client = await installation.pool.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE "Approval" IN ACCESS EXCLUSIVE MODE');
  const child = await started();
  await expect.poll(async () => (await sweep()).claimId, { timeout: 15_000 }).not.toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await client.query('COMMIT');
  client.release();
  await holdAndExpire('second');
  expect(await sweep()).toMatchObject({ attempts: 1, claimId: expect.any(String) });

  await started();
  // As if its claim and the wait after had passed.
  await installation.pool.query(
    `UPDATE "Outbox" SET "claimedUntil" = now() - interval '1 second' WHERE "claimId" IS NOT NULL`,
  );
  await expect.poll(async () => (await sweep()).alone, { timeout: 15_000 }).toBe(true);
  await installation.pool.query('UPDATE "Outbox" SET "notBefore" = now()');
  await expect.poll(() => boxes('second'), { timeout: 15_000 }).toEqual([{ argumentsBox: null }]);
  await expect.poll(sweep).toMatchObject({ attempts: 0, alone: false, error: null });
}, 60_000);

test('a database that is away, and an address that is none, are each one clear sentence', async () => {
  const lost = start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' });
  const unset = start({ DATABASE_URL: '' });
  const [sentence, other] = await Promise.all([text(lost.stderr!), text(unset.stderr!)]);
  expect(sentence).toBe('The worker cannot read its database: connect ECONNREFUSED 127.0.0.1:1\n');
  expect(other).toContain('These settings are missing or wrong: DATABASE_URL');
});
