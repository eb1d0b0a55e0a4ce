import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from './fresh-database';
import { applyMigrations, migrationsFolder } from './migrate';

const id = (digit: number) => `00000000-0000-4000-8000-${String(digit).padStart(12, '0')}`;
const [organisation, later, server, policy, version, grant, user] = [1, 2, 3, 4, 5, 6, 7].map(id);
const states = ['pinned', 'pending', 'changed', 'gone'];
const tables = [
  'Organisation',
  'Server',
  'Tool',
  'Policy',
  'PolicyVersion',
  'Grant',
  'Call',
  'Change',
  'Approval',
  'Member',
];

const rowsOfBefore = `
  INSERT INTO "Organisation" ("id", "name", "createdAt") VALUES ('${organisation}', 'First', '2025-01-01'), ('${later}', 'Later', '2025-02-01');
  INSERT INTO "User" ("id", "email", "passwordHash") VALUES ('${user}', 'a@example.com', 'hash');
  INSERT INTO "Member" ("organisationId", "userId", "role", "createdAt") VALUES
    ('${later}', '${user}', 'viewer', '2025-02-01'), ('${organisation}', '${user}', 'admin', '2025-01-01');
  INSERT INTO "Server" ("id", "organisationId", "name", "url", "credentialBox", "protocolVersions") VALUES
    ('${server}', '${organisation}', 'Files', 'https://a.example/mcp?key=1', 'box', '{2025-06-18}');
  INSERT INTO "Policy" ("id", "organisationId", "serverId", "name") VALUES ('${policy}', '${organisation}', '${server}', 'Policy');
  INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document")
    VALUES ('${version}', '${organisation}', '${policy}', 1, '{"version":"1","default":"deny"}');
  INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdById")
    VALUES ('${id(11)}', '${organisation}', '${policy}', 2, '{"version":"1","default":"deny"}', '${user}');
  INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint", "revokedAt")
    VALUES ('${grant}', '${organisation}', '${server}', '${policy}', 'Grant', 'hash', 'hint', '2025-03-01');
  INSERT INTO "Call" ("id", "at", "organisationId", "serverId", "grantId", "requestId", "era", "method", "tool", "argumentKeys",
    "outcome", "rule", "message", "upstreamStatus", "requestBytes", "responseBytes", "gatewayMicros", "upstreamMicros")
    SELECT gen_random_uuid(), '2025-03-01', '${organisation}', '${server}', '${grant}', n::text, 'modern', 'tools/call', 'read', '{a,b}',
      'allow', '', '', 200, 1, 2, 3, 4 FROM generate_series(1, 3000) n;
  INSERT INTO "Change" ("id", "organisationId", "actorId", "verb", "subjectId", "detail")
    VALUES ('${id(8)}', '${organisation}', '${user}', 'grant.revoke', '${grant}', '{"label":"Grant"}'),
      ('${id(10)}', '${organisation}', NULL, 'policy.publish', '${policy}', '{}');
  INSERT INTO "Approval" ("id", "organisationId", "serverId", "grantId", "policyVersionId", "tool", "argumentsDigest",
    "argumentsBox", "rule", "message", "expiresAt")
    VALUES ('${id(9)}', '${organisation}', '${server}', '${grant}', '${version}', 'read', 'digest', 'box', '/', 'm', '2025-03-02');
  ${states
    .map(
      (
        state,
      ) => `INSERT INTO "Tool" ("organisationId", "serverId", "name", "description", "inputSchema", "definitionHash", "state",
        "category", "severity", "confidence")
        VALUES ('${organisation}', '${server}', '${state}', 'd', '{}', 'hash of ${state}', '${state}', 'Write', 'High', 0.5);`,
    )
    .join('\n')}`;

let client: Client;
const before = new Map<string, Record<string, unknown>[]>();
beforeAll(async () => {
  const url = await freshDatabase();
  client = new Client({ connectionString: url });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-migrations-'));
  for (const name of readdirSync(migrationsFolder).filter((one) => one < '0006'))
    cpSync(join(migrationsFolder, name), join(folder, name), { recursive: true });
  await applyMigrations(url, folder);
  rmSync(folder, { recursive: true });
  await client.query(rowsOfBefore);
  for (const table of tables) before.set(table, await rowsOf(table));
  await applyMigrations(url);
});
afterAll(() => client.end());

async function rowsOf(table: string): Promise<Record<string, unknown>[]> {
  return (await client.query(`SELECT * FROM "${table}" t ORDER BY to_jsonb(t)::text COLLATE "C"`)).rows;
}

test('a database of the first version keeps every row and column', async () => {
  for (const table of tables) {
    const kept = await rowsOf(table);
    expect(kept).toHaveLength(before.get(table)?.length ?? 0);
    for (const old of before.get(table) ?? []) expect(kept).toContainEqual(expect.objectContaining(old));
  }
});

test('agents still read the reviewed definitions, and no others', async () => {
  const { rows } = await client.query(
    'SELECT "name", "pinnedHash", "pinnedCategory", "pinnedSeverity" FROM "Tool" ORDER BY "name"',
  );
  const unknown = { pinnedHash: null, pinnedCategory: null, pinnedSeverity: null };
  expect(rows).toEqual([
    { name: 'changed', ...unknown },
    { name: 'gone', ...unknown },
    { name: 'pending', ...unknown },
    { name: 'pinned', pinnedHash: 'hash of pinned', pinnedCategory: 'Write', pinnedSeverity: 'High' },
  ]);
});

test('existing organisations keep their right to private addresses, later ones have none, and the first account is the owner', async () => {
  await client.query(`INSERT INTO "Organisation" ("id", "name") VALUES ('${id(20)}', 'New')`);
  const { rows } = await client.query(
    'SELECT "name", "mayReachPrivate", "ownsInstallation" FROM "Organisation" ORDER BY "name"',
  );
  expect(rows).toEqual([
    { name: 'First', mayReachPrivate: true, ownsInstallation: true },
    { name: 'Later', mayReachPrivate: true, ownsInstallation: false },
    { name: 'New', mayReachPrivate: false, ownsInstallation: false },
  ]);
});

test('existing servers get the default settings', async () => {
  const columns = '"bodyBytesMax", "firstByteMs", "sessionsPerMinute", "sessionsOpenMax", "mayAsk", "urlBox"';
  await client.query(
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ('${id(21)}', '${organisation}', 'New', 'https://b.example/')`,
  );
  const { rows } = await client.query(`SELECT ${columns} FROM "Server"`);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual(rows[1]);
  expect(rows[0]).toMatchObject({ bodyBytesMax: 1_048_576, urlBox: null });
});

test('changes and versions without a person become a command’s, others stay a person’s, and all stay immutable', async () => {
  const kinds = async (table: string, prefix: string) => {
    const columns = `"${prefix}Kind" AS kind, "${prefix}Id" AS id, "${prefix}Name" AS name`;
    return (await client.query(`SELECT ${columns} FROM "${table}" ORDER BY "${prefix}Id" NULLS FIRST`)).rows;
  };
  const expected = [
    { kind: 'command', id: null, name: null },
    { kind: 'person', id: user, name: null },
  ];
  expect(await kinds('Change', 'actor')).toEqual(expected);
  expect(await kinds('PolicyVersion', 'createdBy')).toEqual(expected);
  for (const table of ['Change', 'PolicyVersion'])
    await expect(client.query(`UPDATE "${table}" SET "createdAt" = now()`)).rejects.toThrow('immutable');
});

test('a page of failed calls reads failed calls only, however many others there are', async () => {
  await client.query(`UPDATE "Call" SET "failure" = 'timed out' WHERE "requestId" IN ('7', '8'); ANALYZE "Call"`);
  const { rows } = await client.query(
    `EXPLAIN SELECT * FROM "Call" WHERE "organisationId" = '${organisation}' AND "outcome" = 'allow' AND "failure" IS NOT NULL
     ORDER BY "id" DESC LIMIT 50`,
  );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Call_failed_idx');
});
