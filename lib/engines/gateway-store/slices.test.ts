import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSnapshots, type Snapshots } from './snapshots';
import { type Installation, makeInstallation } from './test-installation';
import { startProxy } from './test-proxy';

const NAMES = 15_000;
const NAME_LENGTH = 128;

let installation: Installation;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let snapshots: Snapshots | undefined;
beforeEach(async () => {
  installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'allow' });
  proxy = await startProxy(installation.gatewayUrl);
});
afterEach(async () => {
  await snapshots?.close();
  proxy.close();
  await installation.close();
});

const grant = () => snapshots?.current().grants.get(installation.tokenHash);
const revoke = () =>
  installation.pool.query('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [installation.id.grant]);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function addServer(organisationId: string, tools: number): Promise<string> {
  const id = randomUUID();
  const { pool } = installation;
  await pool.query(
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Big', 'http://a.example/')`,
    [id, organisationId],
  );
  await pool.query(
    `INSERT INTO "Tool" ("organisationId", "serverId", "name", "inputSchema", "definitionHash", "category", "severity", "confidence")
     SELECT $1, $2, lpad(n::text, $3, 'x'), '{}', '', 'Read', 'Low', 1 FROM generate_series(1, $4) n`,
    [organisationId, id, NAME_LENGTH, tools],
  );
  return id;
}

async function addOrganisation(): Promise<string> {
  const id = randomUUID();
  await installation.pool.query(`INSERT INTO "Organisation" ("id", "name") VALUES ($1, 'Other')`, [id]);
  return id;
}

test('a revocation and a publication read nothing of the long names beside them, whoever has those', async () => {
  const own = await addServer(installation.id.organisation, NAMES);
  await addServer(await addOrganisation(), NAMES);
  snapshots = await openSnapshots(proxy.url, { pollMs: 3_600_000 });
  expect(proxy.received()).toBeGreaterThan(2 * NAMES * NAME_LENGTH);
  const { tools } = snapshots.current().endpoints.get(own)?.target ?? {};
  expect(tools?.size).toBe(NAMES);
  const before = proxy.received();
  await installation.publish(randomUUID(), 2, '{"version":"1","default":"deny"}');
  await until(() => grant()?.policy?.number === 2);
  await revoke();
  await until(() => grant()?.revoked === true);
  await until(() => snapshots?.oldestMs() !== undefined && snapshots.oldestMs() < 1_000);
  expect(proxy.received() - before).toBeLessThan(20_000);
  expect(snapshots.current().endpoints.get(own)?.target.tools).toBe(tools);
});

test('the full reading does not read again the names that it knows', async () => {
  await addServer(await addOrganisation(), NAMES);
  snapshots = await openSnapshots(proxy.url, { pollMs: 10, fullPollMs: 50 });
  const before = proxy.received();
  await installation.pool.query('ALTER TABLE "Grant" DISABLE TRIGGER USER');
  await revoke();
  await until(() => grant()?.revoked === true);
  expect(proxy.received() - before).toBeLessThan(NAMES * NAME_LENGTH);
});

test('a listening connection whose other end is gone is found, and what it missed is read', async () => {
  snapshots = await openSnapshots(proxy.url, { pollMs: 20, fullPollMs: 3_600_000, timeoutMs: 1_500 });
  proxy.fallSilent();
  await revoke();
  await until(() => grant()?.revoked === true && snapshots !== undefined && snapshots.ageMs() < 1_000);
});

test('a database whose connections end in the middle of a reading ends nothing else', async () => {
  snapshots = await openSnapshots(proxy.url, { pollMs: 20 });
  const blocker = await installation.pool.connect();
  try {
    await blocker.query('BEGIN; LOCK TABLE "PolicyVersion" IN ACCESS EXCLUSIVE MODE');
    await revoke();
    const waiting = `SELECT FROM pg_locks WHERE NOT "granted" AND "relation" = '"PolicyVersion"'::regclass`;
    await expect.poll(async () => (await blocker.query(waiting)).rowCount).toBeGreaterThan(0);
    proxy.drop();
    await until(() => snapshots !== undefined && snapshots.oldestMs() > 100);
  } finally {
    await blocker.query('COMMIT');
    blocker.release();
  }
  await until(() => grant()?.revoked === true && snapshots !== undefined && snapshots.oldestMs() < 1_000);
});

test('what is announced during a load is loaded after it: the newest version wins', async () => {
  snapshots = await openSnapshots(installation.gatewayUrl);
  await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      installation.publish(randomUUID(), at + 2, `{"version":"1","default":"${at % 2 ? 'allow' : 'deny'}"}`),
    ),
  );
  await until(() => grant()?.policy?.number === 31);
});

test('one statement that changes more organisations than are named has everything read', async () => {
  const ids = await Promise.all(Array.from({ length: 101 }, addOrganisation));
  const servers = await Promise.all(ids.map((id) => addServer(id, 1)));
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  await installation.pool.query(`UPDATE "Server" SET "url" = 'http://b.example/'`);
  const all = [...servers, installation.id.server];
  await until(() =>
    all.every((id) => snapshots?.current().endpoints.get(id)?.target.transport.origin === 'http://b.example'),
  );
});

test('one organisation that cannot be read, however large, keeps no other from being read', async () => {
  const { pool } = installation;
  const [big, policy] = [await addOrganisation(), randomUUID()];
  const server = await addServer(big, 0);
  await pool.query(`INSERT INTO "Policy" ("id", "organisationId", "serverId", "name") VALUES ($1, $2, $3, 'Policy')`, [
    policy,
    big,
    server,
  ]);
  await pool.query(
    `INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdByKind")
     VALUES ($1, $2, $3, 1, '{}', 'command')`,
    [randomUUID(), big, policy],
  );
  await pool.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     SELECT gen_random_uuid(), $1, $2, $3, 'Grant', n::text, 'test' FROM generate_series(1, 2500) n`,
    [big, server, policy],
  );
  await pool.query(
    `ALTER TABLE "PolicyVersion" ENABLE ROW LEVEL SECURITY;
     CREATE POLICY "some" ON "PolicyVersion" USING (CASE "organisationId" WHEN '${big}' THEN 1 / ("number" - "number") = 1 ELSE true END)`,
  );
  snapshots = await openSnapshots(installation.gatewayUrl, { pollMs: 20, fullPollMs: 50 });
  await pool.query('ALTER TABLE "Grant" DISABLE TRIGGER USER');
  await revoke();
  await until(() => grant()?.revoked === true && snapshots !== undefined && snapshots.ageMs() < 1_000);
  expect(snapshots.current().grants.get('1')).toBeUndefined();
  await pool.query('DROP POLICY "some" ON "PolicyVersion"; ALTER TABLE "PolicyVersion" DISABLE ROW LEVEL SECURITY');
  await until(() => snapshots?.current().grants.get('1') !== undefined);
});

test('an organisation that is removed leaves nothing', async () => {
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  await installation.pool.query('DELETE FROM "Organisation" WHERE "id" = $1', [installation.id.organisation]);
  await until(() => grant() === undefined && snapshots?.current().endpoints.get(installation.id.server) === undefined);
});
