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
): Promise<{ organisation?: string; stopped?: string[]; expires?: [string, number][]; servers?: string[] }[]> {
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
    await noticesOf(
      'UPDATE "Server" SET "lastContactAt" = now(), "driftSeenAt" = now(), "driftEndedAt" = now(), "name" = \'Other\'',
    ),
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

test('an expiry that is moved forward is told with its time; one that is moved back, or set anew, is not', async () => {
  const { organisation, server, policy } = installation.id;
  await installation.pool.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     SELECT gen_random_uuid(), $1, $2, $3, 'Expiring', 'expiring-' || n, 'test' FROM generate_series(1, 250) n`,
    [organisation, server, policy],
  );
  const move = (to: string) =>
    noticesOf(`UPDATE "Grant" SET "expiresAt" = ${to} WHERE "label" = 'Expiring'`).then((notices) => ({
      count: notices.length,
      expires: notices.flatMap((one) => one.expires ?? []),
      stopped: notices.flatMap((one) => one.stopped ?? []),
    }));
  const first = await move(`'2100-01-01T00:00:00.123Z'`);
  expect([first.count, new Set(first.expires.map(([id]) => id)).size, first.stopped]).toEqual([3, 250, []]);
  expect(new Set(first.expires.map(([, ms]) => ms))).toEqual(new Set([Date.parse('2100-01-01T00:00:00.123Z')]));
  expect(await move(`'2101-01-01'`)).toEqual({ count: 1, expires: [], stopped: [] });
  expect(await move('NULL')).toEqual({ count: 1, expires: [], stopped: [] });
  expect(await move(`'infinity'`)).toEqual({ count: 1, expires: [], stopped: [] });
  await noticesOf(`DELETE FROM "Grant" WHERE "label" = 'Expiring'`);
});

test('a grant whose token or server becomes another is named, since what is known of it is another’s', async () => {
  const { organisation, server, policy } = installation.id;
  const [id, other] = [randomUUID(), randomUUID()];
  await installation.pool.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     VALUES ($1, $2, $3, $4, 'Grant', 'first', 'test')`,
    [id, organisation, server, policy],
  );
  await installation.pool.query(
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Other', 'http://a.example/')`,
    [other, organisation],
  );
  const named = [{ organisation, stopped: [id] }];
  expect(await noticesOf(`UPDATE "Grant" SET "tokenHash" = 'second' WHERE "id" = $1`, [id])).toEqual(named);
  expect(await noticesOf('UPDATE "Grant" SET "serverId" = $2 WHERE "id" = $1', [id, other])).toEqual(named);
});

test('a removed server is named, and the grants that go with it', async () => {
  const { organisation, server } = installation.id;
  const notices = await noticesOf('DELETE FROM "Server" WHERE "id" = $1', [server]);
  expect(notices).toContainEqual({ organisation, stopped: [], servers: [server] });
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
