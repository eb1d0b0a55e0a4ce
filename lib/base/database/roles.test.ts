import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabases } from './fresh-database';
import { grantRoles, type RoleKind, roleKinds, roleName } from './roles';

const clients = new Map<RoleKind | 'owner', Client>();
let ownerUrl = '';
const organisation = randomUUID();
const server = randomUUID();

const as = (kind: RoleKind | 'owner', statement: string, values: unknown[] = []) =>
  clients.get(kind)!.query(statement, values);
const refused = (kind: RoleKind, statement: string) =>
  expect(as(kind, statement), `${kind}: ${statement}`).rejects.toMatchObject({ code: '42501' });

beforeAll(async () => {
  const { url, roleUrls } = await freshDatabases();
  ownerUrl = url;
  for (const [kind, address] of [['owner', url], ...Object.entries(roleUrls)] as [RoleKind | 'owner', string][]) {
    const client = new Client({ connectionString: address });
    await client.connect();
    clients.set(kind, client);
  }
  await as('owner', `INSERT INTO "Organisation" ("id", "name") VALUES ($1, 'Ours')`, [organisation]);
  await as(
    'owner',
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Server', 'https://mcp.example/')`,
    [server, organisation],
  );
});
afterAll(() => Promise.all([...clients.values()].map((client) => client.end())));

const change = `INSERT INTO "Change" ("id", "organisationId", "actorKind", "verb", "subjectId", "detail")
  VALUES (gen_random_uuid(), gen_random_uuid(), 'command', 'grant.revoke', 'x', '{}')`;
const rewrites = [`UPDATE "Change" SET "verb" = 'x'`, 'DELETE FROM "Change"', 'TRUNCATE "Change"'];

test('the change log is append-only: no role may change, delete or truncate it, and a trigger stops the owner', async () => {
  await as('console', change);
  for (const kind of roleKinds) for (const statement of rewrites) await refused(kind, statement);
  for (const statement of rewrites) await expect(as('owner', statement)).rejects.toThrow('immutable');
  for (const kind of ['gateway', 'sync', 'worker'] as const) await refused(kind, change);
  for (const kind of roleKinds) await refused(kind, 'ALTER TABLE "Change" DISABLE TRIGGER USER');
});

test('the gateway reads what it loads, adds calls, and touches two columns', async () => {
  await as('gateway', 'SELECT "id", "mayReachPrivate" FROM "Organisation"');
  for (const table of ['Server', 'Tool', 'PolicyVersion', 'Grant', 'Approval'])
    await as('gateway', `SELECT * FROM "${table}"`);
  await as('gateway', 'UPDATE "Server" SET "lastContactAt" = now()');
  await as('gateway', 'UPDATE "Grant" SET "lastUsedAt" = now()');
  for (const statement of [
    'SELECT * FROM "User"',
    'SELECT "name" FROM "Organisation"',
    'SELECT * FROM "Change"',
    'SELECT "message" FROM "Call"',
    'UPDATE "Call" SET "outcome" = \'allow\'',
    'DELETE FROM "Call"',
    'UPDATE "Server" SET "url" = \'https://evil.example/\'',
    'UPDATE "Grant" SET "revokedAt" = NULL',
    'UPDATE "Organisation" SET "mayReachPrivate" = true',
    'UPDATE "Tool" SET "state" = \'pinned\'',
    `INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdByKind")
     SELECT NULL, NULL, NULL, 1, '', 'command'`,
    'UPDATE "Approval" SET "decidedById" = NULL',
    'DELETE FROM "Approval"',
    'SELECT "id" FROM "Outbox"',
    'CREATE TABLE "mine" ()',
  ])
    await refused('gateway', statement);
});

test('the console writes what people change, and nothing of agents, the registry or migrations', async () => {
  for (const table of ['User', 'Organisation', 'Server', 'Tool', 'Policy', 'Grant', 'Approval'])
    await as('console', `UPDATE "${table}" SET "createdAt" = "createdAt"`);
  await as('console', 'SELECT * FROM "Call"');
  await as('console', 'SELECT * FROM "CatalogueTool"');
  for (const statement of [
    'DELETE FROM "Call"',
    'UPDATE "Call" SET "outcome" = \'allow\'',
    'UPDATE "PolicyVersion" SET "document" = \'\'',
    'DELETE FROM "CatalogueServer"',
    'UPDATE "CatalogueTool" SET "name" = \'\'',
    'SELECT * FROM "_prisma_migrations"',
    'DROP TABLE "Call"',
    'UPDATE "Outbox" SET "payload" = \'{}\'',
    'DELETE FROM "Outbox"',
  ])
    await refused('console', statement);
});

test('sessions of the console are its own: no other process reads, makes, moves or ends one', async () => {
  await as('console', 'SELECT "organisationId" FROM "Member" LIMIT 1 FOR NO KEY UPDATE');
  await as('console', 'DELETE FROM "Session" WHERE "expiresAt" <= now()');
  for (const kind of ['gateway', 'sync', 'worker'] as const)
    for (const statement of [
      'SELECT "tokenHash" FROM "Session"',
      `INSERT INTO "Session" ("id", "tokenHash", "userId", "organisationId", "device", "expiresAt")
       SELECT gen_random_uuid(), '', NULL, NULL, '', now()`,
      'UPDATE "Session" SET "userId" = "userId"',
      'DELETE FROM "Session"',
    ])
      await refused(kind, statement);
});

test('the worker does what is in the outbox, writes no work of an organisation, and knows nothing of people and servers', async () => {
  await as('worker', `INSERT INTO "Outbox" ("id", "kind", "payload", "everyMs") VALUES ($1, 'x', '{}', 1000)`, [
    server,
  ]);
  await as('worker', 'UPDATE "Outbox" SET "attempts" = 1');
  await as('worker', 'UPDATE "Approval" SET "argumentsBox" = NULL');
  for (const table of ['Outbox', 'Approval', 'Invitation']) await as('worker', `DELETE FROM "${table}"`);
  for (const statement of [
    `INSERT INTO "Outbox" ("id", "kind", "payload", "organisationId") SELECT NULL, 'x', '{}', NULL`,
    'UPDATE "Outbox" SET "organisationId" = NULL',
    'UPDATE "Outbox" SET "kind" = \'x\'',
    'SELECT "tool" FROM "Approval"',
    'UPDATE "Approval" SET "state" = \'approved\'',
    'SELECT "tokenHash" FROM "Invitation"',
    'UPDATE "Invitation" SET "expiresAt" = now()',
    ...['User', 'Organisation', 'Server', 'Grant', 'Policy', 'Call', 'Change', 'ContactMessage', 'CatalogueTool'].map(
      (table) => `SELECT FROM "${table}"`,
    ),
    'CREATE TABLE "mine" ()',
  ])
    await refused('worker', statement);
  await refused('sync', 'SELECT FROM "Outbox"');
});

test('a server that the console removes takes its tools and grants with it', async () => {
  const id = randomUUID();
  await as(
    'console',
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Gone', 'https://mcp.example/')`,
    [id, organisation],
  );
  await as(
    'console',
    `INSERT INTO "Tool" ("organisationId", "serverId", "name", "inputSchema", "definitionHash", "category", "severity", "confidence")
     VALUES ($1, $2, 'read', '{}', '', 'Read', 'Low', 1)`,
    [organisation, id],
  );
  await as('console', 'DELETE FROM "Server" WHERE "id" = $1', [id]);
  expect((await as('owner', 'SELECT FROM "Tool" WHERE "serverId" = $1', [id])).rows).toEqual([]);
});

test('sync writes the catalogue, its counts and words, and reads no accounts', async () => {
  await as(
    'sync',
    `INSERT INTO "CatalogueServer" ("id", "slug", "name", "packages", "remotes", "source", "readAt", "contentHash")
     VALUES ($1, 'a', 'a', '[]', '[]', 'test', now(), '')`,
    [server],
  );
  await as('sync', `INSERT INTO "CatalogueChange" ("kind", "serverSlug", "serverName") VALUES ('added', 'a', 'a')`);
  await as('sync', 'DELETE FROM "CatalogueServer"');
  for (const table of ['User', 'Organisation', 'Server', 'Grant', 'Call', 'Change', 'Approval'])
    await refused('sync', `SELECT * FROM "${table}"`);
});

test('the next start grants rights on new tables and revokes rights that are too many', async () => {
  await as('owner', 'CREATE TABLE "Later" ("id" integer)');
  await as('owner', `GRANT ALL ON "User" TO ${roleName('gateway')}`);
  await refused('console', 'SELECT * FROM "Later"');
  await grantRoles(ownerUrl, { console: roleName('console'), gateway: roleName('gateway') });
  await as('console', 'SELECT * FROM "Later"');
  await refused('gateway', 'SELECT * FROM "Later"');
  await refused('gateway', 'SELECT * FROM "User"');
});
