import { hash, randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSnapshots, type Snapshots } from './snapshots';
import { type Installation, makeInstallation } from './test-installation';

let installation: Installation;
let snapshots: Snapshots;
let blocker: PoolClient;
beforeEach(async () => {
  installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'allow' });
});
afterEach(async () => {
  await snapshots.close();
  await installation.close();
});

const own = () => snapshots.current().grants.get(installation.tokenHash);
const server = () => snapshots.current().endpoints.get(installation.id.server);
const run = (statement: string, values: unknown[] = []) => installation.pool.query(statement, values);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Every reading of the gateway waits for this table; what the tests write does not. */
async function stallReadings(): Promise<void> {
  blocker = await installation.pool.connect();
  await blocker.query('BEGIN; LOCK TABLE "Organisation" IN ACCESS EXCLUSIVE MODE');
}

async function endStall(): Promise<void> {
  await blocker.query('COMMIT');
  blocker.release();
}

async function addGrants(count: number, { organisation, server, policy } = installation.id): Promise<string[]> {
  const secrets = Array.from({ length: count }, () => randomUUID());
  await run(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     SELECT gen_random_uuid(), $1, $2, $3, 'Grant', encode(sha256(convert_to(secret, 'UTF8')), 'hex'), 'test'
     FROM unnest($4::text[]) AS secret`,
    [organisation, server, policy, secrets],
  );
  return secrets.map((secret) => hash('sha256', secret));
}

test('while no query is answered, a revocation, an earlier expiry and a removed server take effect', async () => {
  const [expiring = '', other = ''] = await addGrants(2);
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  await stallReadings();
  const expiry = Date.now() + 3_600_000;
  await run('UPDATE "Grant" SET "expiresAt" = $1 WHERE "tokenHash" = $2', [new Date(expiry), expiring]);
  await run('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [installation.id.grant]);
  await until(() => own()?.revoked === true);
  expect(snapshots.current().grants.get(expiring)).toMatchObject({ revoked: false, expiresAtMs: expiry });
  expect(snapshots.current().grants.get(other)).toMatchObject({ revoked: false });
  expect(server()).toBeDefined();
  await run('DELETE FROM "Server" WHERE "id" = $1', [installation.id.server]);
  await until(() => server() === undefined);
  expect(snapshots.current().grants.get(other)).toMatchObject({ revoked: true });
  expect(snapshots.ageMs(installation.id.organisation)).toBeGreaterThanOrEqual(0);
  await endStall();
  await until(() => !snapshots.current().grants.has(other));
});

test('while no query is answered, one statement revokes thousands of grants, of many organisations', async () => {
  const hashes = await addGrants(5_000);
  for (let at = 0; at < 120; at += 1) hashes.push(...(await addGrants(1, await addOrganisation())));
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  const revoked = () => hashes.filter((one) => snapshots.current().grants.get(one)?.revoked).length;
  expect(revoked()).toBe(0);
  await stallReadings();
  await run('UPDATE "Grant" SET "revokedAt" = now()');
  await until(() => revoked() === hashes.length);
  await endStall();
  await until(() => snapshots.oldestMs() < 1_000);
  expect(revoked()).toBe(hashes.length);
});

async function addOrganisation(): Promise<Installation['id']> {
  const id = { ...installation.id, organisation: randomUUID(), server: randomUUID(), policy: randomUUID() };
  await run(`INSERT INTO "Organisation" ("id", "name") VALUES ($1, 'Other')`, [id.organisation]);
  await run(
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Server', 'http://a.test/')`,
    [id.server, id.organisation],
  );
  await run(`INSERT INTO "Policy" ("id", "organisationId", "serverId", "name") VALUES ($1, $2, $3, 'Policy')`, [
    id.policy,
    id.organisation,
    id.server,
  ]);
  return id;
}

test('what ended without a notice is ended by the next reading', async () => {
  const [removed = ''] = await addGrants(1);
  snapshots = await openSnapshots(installation.gatewayUrl, { pollMs: 10, fullPollMs: 50 });
  await run('ALTER TABLE "Grant" DISABLE TRIGGER USER; ALTER TABLE "Server" DISABLE TRIGGER USER');
  await run('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [installation.id.grant]);
  await run('DELETE FROM "Grant" WHERE "tokenHash" = $1', [removed]);
  await until(() => own()?.revoked === true && !snapshots.current().grants.has(removed));
  await run('DELETE FROM "Server" WHERE "id" = $1', [installation.id.server]);
  await until(() => server() === undefined && own() === undefined);
});

test('a new grant after a revocation is another grant: the old one stays revoked', async () => {
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  await run('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [installation.id.grant]);
  const [again = ''] = await addGrants(1);
  await until(() => snapshots.current().grants.has(again));
  expect(snapshots.current().grants.get(again)).toMatchObject({ revoked: false });
  expect(own()?.revoked).toBe(true);
});

test('what ended opens again by a reading alone, never by a notice', async () => {
  const [expiring = ''] = await addGrants(1);
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  const expiry = () => snapshots.current().grants.get(expiring)?.expiresAtMs;
  const { id } = snapshots.current().grants.get(expiring) ?? {};
  await stallReadings();
  const soon = Date.now() + 60_000;
  await run('UPDATE "Grant" SET "expiresAt" = $1 WHERE "id" = $2', [new Date(soon), id]);
  await run('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [installation.id.grant]);
  await until(() => own()?.revoked === true && expiry() === soon);
  await run('UPDATE "Grant" SET "revokedAt" = NULL, "expiresAt" = NULL');
  await notify({ organisation: installation.id.organisation, stopped: [], expires: [[id, 9e15]] });
  // Notices come in order: what follows them says that they were heard.
  await notify({ organisation: installation.id.organisation, stopped: [], servers: [installation.id.server] });
  await until(() => server() === undefined);
  expect([own()?.revoked, expiry()]).toEqual([true, soon]);
  await endStall();
  await until(() => own()?.revoked === false && expiry() === Infinity && server() !== undefined);
});

async function notify(payload: unknown): Promise<void> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  // With the rights of a process, which may send what it likes.
  await installation.gatewayPool.query("SELECT pg_notify('policylayer_routes', $1)", [text]);
}

test('a forged notice closes no other organisation, and what it closes is read again', async () => {
  const other = await addOrganisation();
  const [theirs = ''] = await addGrants(1, other);
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  const closed: boolean[] = [];
  snapshots.onChange(() => closed.push(own()?.revoked === true, server() === undefined));
  const { organisation, grant, server: serverId } = installation.id;
  await notify({ organisation: other.organisation, stopped: [grant], servers: [serverId], expires: [[grant, 0]] });
  await notify({ organisation, stopped: [randomUUID()], servers: [other.server] });
  await until(() => snapshots.oldestMs() < 1_000);
  expect(closed).toEqual([]);
  await notify({ organisation, stopped: [grant], servers: [serverId] });
  await until(() => closed.length > 2 && own()?.revoked === false && server() !== undefined);
  expect(closed.slice(0, 2)).toEqual([true, true]);
  expect(snapshots.current().grants.get(theirs)?.revoked).toBe(false);
});

test('a notice that cannot be read opens nothing and has everything read', async () => {
  snapshots = await openSnapshots(installation.gatewayUrl, { fullPollMs: 3_600_000 });
  await run('ALTER TABLE "Grant" DISABLE TRIGGER USER');
  const { organisation, grant } = installation.id;
  const odd = [
    '',
    'null',
    '[]',
    `"${grant}"`,
    '{"organisation":"x","stopped":[]}',
    { organisation },
    { organisation, stopped: [grant, 1] },
    { organisation, stopped: [], expires: [[grant]] },
    { organisation, stopped: [], expires: { [grant]: 0 } },
    { organisation, stopped: [], servers: grant },
  ];
  for (const [at, payload] of odd.entries()) {
    const revoke = at % 2 === 0;
    await run('UPDATE "Grant" SET "revokedAt" = CASE WHEN $1 THEN now() END', [revoke]);
    await notify(payload);
    await until(() => own()?.revoked === revoke);
  }
});
