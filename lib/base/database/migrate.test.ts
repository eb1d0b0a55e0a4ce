import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from './fresh-database';
import { applyMigrations, migrationsFolder } from './migrate';

let url: string;
let client: Client;

beforeAll(async () => {
  url = await freshDatabase();
  client = new Client({ connectionString: url });
  await client.connect();
});

afterAll(() => client.end());

test('a migrated database is left unchanged', async () => {
  expect(await applyMigrations(url)).toEqual([]);
});

test('two concurrent starts apply a migration once', async () => {
  const folder = migrationsWith('0002_twice', 'CREATE TABLE "Twice" (id int);');
  const applied = await Promise.all([applyMigrations(url, folder), applyMigrations(url, folder)]);
  expect(applied.flat()).toEqual(['0002_twice']);
  rmSync(folder, { recursive: true });
});

test('a failed migration leaves nothing behind, says why, and can be tried again once repaired', async () => {
  const broken = migrationsWith('0003_half', 'CREATE TABLE "Half" (id int); SELECT no_such_thing;');
  await expect(applyMigrations(url, broken)).rejects.toThrow(
    /could not be migrated: 0003_half: column "no_such_thing" does not exist$/,
  );
  expect((await client.query(`SELECT to_regclass('"Half"') AS half`)).rows).toEqual([{ half: null }]);
  const repaired = migrationsWith('0003_half', 'CREATE TABLE "Half" (id int);');
  expect(await applyMigrations(url, repaired)).toEqual(['0003_half']);
  for (const folder of [broken, repaired]) rmSync(folder, { recursive: true });
});

test('a migration that Prisma recorded as failed is tried again', async () => {
  const folder = migrationsWith('0003_half', 'CREATE TABLE "Again" (id int);');
  const name = '0003_half';
  await client.query('DELETE FROM "_prisma_migrations" WHERE "migration_name" = $1', [name]);
  const failed =
    'INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "logs") VALUES ($1, $2, $3, $4)';
  await client.query(failed, [randomUUID(), '', name, 'ERROR']);
  expect(await applyMigrations(url, folder)).toEqual([name]);
  rmSync(folder, { recursive: true });
});

test('a database with the tables of another program is refused and left as it is', async () => {
  await client.query('CREATE SCHEMA theirs');
  const foreign = new URL(url);
  foreign.searchParams.set('options', '-c search_path=theirs');
  const other = new Client({ connectionString: foreign.href });
  await other.connect();
  await other.query('CREATE TABLE "Theirs" (id int)');
  await expect(applyMigrations(foreign.href)).rejects.toThrow(/it has tables, but none of PolicyLayer/);
  expect((await other.query('SELECT tablename FROM pg_tables WHERE schemaname = current_schema()')).rows).toEqual([
    { tablename: 'Theirs' },
  ]);
  await other.end();
});

test('a published version never changes', async () => {
  const { version } = await publish();
  const change = client.query('UPDATE "PolicyVersion" SET document = $1 WHERE id = $2', [
    '{"default":"allow"}',
    version,
  ]);
  await expect(change).rejects.toThrow('A row of "PolicyVersion" is immutable.');
});

test('a change that the gateway enforces notifies it, and no other change does', async () => {
  const { server, version } = await publish();
  const heard: string[] = [];
  client.on('notification', ({ channel }) => heard.push(channel));
  await client.query('LISTEN policylayer_routes');
  const hears = async (sql: string, values: string[]) => {
    heard.length = 0;
    await client.query(sql, values);
    await client.query('SELECT 1');
    return heard.length;
  };
  expect(await hears('UPDATE "Server" SET url = $1 WHERE id = $2', ['https://b.example', server])).toBe(1);
  expect(await hears('UPDATE "Server" SET "lastContactAt" = now() WHERE id = $1', [server])).toBe(0);
  expect(await hears('DELETE FROM "PolicyVersion" WHERE id = $1', [version])).toBe(1);
  expect(await hears('DELETE FROM "Server" WHERE id = $1', [server])).toBeGreaterThan(0);
});

function migrationsWith(name: string, sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-migrations-'));
  for (const [path, text] of [
    ['0001_start', readFileSync(join(migrationsFolder, '0001_start', 'migration.sql'), 'utf8')],
    ...(name === '0003_half' ? [['0002_twice', 'CREATE TABLE "Twice" (id int);']] : []),
    [name, sql],
  ]) {
    mkdirSync(join(folder, path!));
    writeFileSync(join(folder, path!, 'migration.sql'), text!);
  }
  return folder;
}

async function publish(): Promise<{ server: string; version: string }> {
  const [organisation, server, policy, version] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await client.query('INSERT INTO "Organisation" (id, name) VALUES ($1, $2)', [organisation, 'Acme']);
  await client.query(
    'INSERT INTO "Server" (id, "organisationId", name, url, "protocolVersions") VALUES ($1, $2, $3, $4, $5)',
    [server, organisation, 'Files', 'https://a.example', []],
  );
  await client.query('INSERT INTO "Policy" (id, "organisationId", "serverId", name) VALUES ($1, $2, $3, $4)', [
    policy,
    organisation,
    server,
    'default',
  ]);
  await client.query(
    `INSERT INTO "PolicyVersion" (id, "organisationId", "policyId", number, document, "createdByKind")
     VALUES ($1, $2, $3, 1, $4, 'command')`,
    [version, organisation, policy, '{}'],
  );
  return { server, version };
}
