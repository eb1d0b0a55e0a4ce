import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, makeInstallation } from './test-installation';

let installation: Installation;
let listener: Client;
let heard: string[] = [];
beforeAll(async () => {
  installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'allow' });
  listener = new Client({ connectionString: installation.url });
  await listener.connect();
  await listener.query('LISTEN policylayer_routes');
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
});
afterAll(async () => {
  await listener.end();
  await installation.close();
});

/** What one statement announces: notices that were committed before a query come before its answer. */
async function noticesOf(
  statement: string,
  values: unknown[] = [],
): Promise<{ organisation?: string; stopped?: string[] }[]> {
  await listener.query('SELECT 1');
  heard = [];
  await installation.pool.query(statement, values);
  await listener.query('SELECT 1');
  for (const payload of heard) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
  return heard.map((payload) => JSON.parse(payload));
}

const our = () => [{ organisation: installation.id.organisation, stopped: [] }];

test('a statement that changes nothing that is enforced announces nothing', async () => {
  expect(await noticesOf('UPDATE "Grant" SET "lastUsedAt" = now(), "label" = \'Other\'')).toEqual([]);
  expect(
    await noticesOf('UPDATE "Server" SET "lastContactAt" = now(), "driftSeenAt" = now(), "name" = \'Other\''),
  ).toEqual([]);
  expect(await noticesOf('UPDATE "Organisation" SET "name" = \'Other\'')).toEqual([]);
  expect(await noticesOf('UPDATE "Server" SET "url" = "url"')).toEqual([]);
});

test('whatever else changes is announced by the organisation, once a statement', async () => {
  const { organisation, server } = installation.id;
  const tool = `INSERT INTO "Tool" ("organisationId", "serverId", "name", "inputSchema", "definitionHash", "category", "severity", "confidence")
    SELECT $1, $2, n::text, '{}', '', 'Read', 'Low', 1 FROM generate_series(1, 5000) n`;
  expect(await noticesOf(tool, [organisation, server])).toEqual(our());
  expect(await noticesOf(`UPDATE "Tool" SET "state" = 'changed'`)).toEqual(our());
  expect(await noticesOf(`UPDATE "Tool" SET "description" = 'x'`)).toEqual([]);
  expect(await noticesOf('DELETE FROM "Tool"')).toEqual(our());
  expect(await noticesOf('UPDATE "Server" SET "firstByteMs" = 1000')).toEqual(our());
  expect(await noticesOf(`UPDATE "Server" SET "protocolVersions" = '{2025-11-25}'`)).toEqual(our());
  expect(await noticesOf('UPDATE "Organisation" SET "mayReachPrivate" = NOT "mayReachPrivate"')).toEqual(our());
  await listener.query('SELECT 1');
  heard = [];
  await installation.publish(randomUUID(), 2, '{}');
  await listener.query('SELECT 1');
  expect(heard.map((payload) => JSON.parse(payload))).toEqual(our());
});

test('a column that is added later is announced without another trigger', async () => {
  await installation.pool.query('ALTER TABLE "Server" ADD COLUMN "later" integer');
  expect(await noticesOf('UPDATE "Server" SET "later" = 1')).toEqual(our());
});

test('a revocation of a thousand grants names each of them once', async () => {
  const { organisation, server, policy } = installation.id;
  await installation.pool.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     SELECT gen_random_uuid(), $1, $2, $3, 'Grant', n::text, 'test' FROM generate_series(1, 999) n`,
    [organisation, server, policy],
  );
  const notices = await noticesOf('UPDATE "Grant" SET "revokedAt" = now()');
  const stopped = notices.flatMap((notice) => notice.stopped ?? []);
  expect([stopped.length, new Set(stopped).size, stopped.includes(installation.id.grant)]).toEqual([
    1_000,
    1_000,
    true,
  ]);
  expect(notices.length).toBe(7);
});

test('a grant that expires by an update, or is deleted, is named; one that only gets another policy is not', async () => {
  const { grant } = installation.id;
  const stopped = async (set: string) =>
    (await noticesOf(`${set} WHERE "id" = $1`, [grant])).flatMap((one) => one.stopped);
  expect(await stopped('UPDATE "Grant" SET "revokedAt" = NULL')).toEqual([]);
  expect(await stopped(`UPDATE "Grant" SET "expiresAt" = now() + interval '1 day'`)).toEqual([]);
  expect(await stopped(`UPDATE "Grant" SET "expiresAt" = now() - interval '1 day'`)).toEqual([grant]);
  expect(await stopped('UPDATE "Grant" SET "expiresAt" = NULL, "policyId" = NULL')).toEqual([]);
  expect(await stopped('DELETE FROM "Grant"')).toEqual([grant]);
});

test('the change log cannot be changed, emptied or shortened by its owner', async () => {
  await installation.pool.query(
    `INSERT INTO "Change" ("id", "organisationId", "actorKind", "verb", "subjectId", "detail")
     VALUES ($1, $2, 'command', 'grant.revoke', 'x', '{}')`,
    [randomUUID(), installation.id.organisation],
  );
  for (const statement of ['UPDATE "Change" SET "verb" = \'x\'', 'DELETE FROM "Change"', 'TRUNCATE "Change"'])
    await expect(installation.pool.query(statement)).rejects.toThrow('immutable');
});
