import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabases } from '@/lib/base/database/fresh-database';
import { grantRoles } from '@/lib/base/database/roles';
import { asRole, settleRoles } from './database-roles';

let url: string;
let roleUrls: Awaited<ReturnType<typeof freshDatabases>>['roleUrls'];
beforeAll(async () => {
  ({ url, roleUrls } = await freshDatabases());
});

async function query(address: string, ...statements: string[]) {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    const results = [];
    for (const statement of statements) results.push((await client.query(statement)).rows);
    return results;
  } finally {
    await client.end();
  }
}

async function settle(given: Partial<typeof roleUrls>): Promise<string[]> {
  const said: string[] = [];
  await settleRoles({ url, roleUrls: given }, (sentence) => said.push(sentence));
  return said;
}

test('a database of your own gives each role in .env its rights on every start', async () => {
  const { gateway, console: site, sync, worker } = roleUrls;
  await query(url, `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM policylayer_gateway, policylayer_console`);
  await expect(query(gateway, 'SELECT FROM "Server"')).rejects.toMatchObject({ code: '42501' });
  expect(await settle({ gateway, console: site, sync, worker })).toEqual([]);
  await query(gateway, 'SELECT FROM "Server"');
  await query(site, 'SELECT FROM "User"');
  await expect(query(gateway, 'SELECT FROM "User"')).rejects.toMatchObject({ code: '42501' });
});

test('a process without its own role is reported to have every right', async () => {
  const { console: site, worker } = roleUrls;
  expect(await settle({ console: site, worker })).toEqual([
    expect.stringContaining('The gateway may do everything in this database: GATEWAY_DATABASE_URL not set.'),
  ]);
  expect(await settle({})).toEqual([
    expect.stringContaining('GATEWAY_DATABASE_URL and CONSOLE_DATABASE_URL and WORKER_DATABASE_URL not set'),
  ]);
});

test('two settings with one user are refused before anybody loses a right', async () => {
  const { gateway } = roleUrls;
  await expect(settle({ gateway, console: gateway })).rejects.toThrow(
    'CONSOLE_DATABASE_URL and GATEWAY_DATABASE_URL name the same user; each needs its own: npm run roles.',
  );
  await expect(settle({ gateway: url })).rejects.toThrow('GATEWAY_DATABASE_URL and DATABASE_URL name the same user');
  await expect(settle({ gateway: 'postgresql://127.0.0.1/x' })).rejects.toThrow('names no user');
  await query(url, 'DELETE FROM "Call"');
  await query(gateway, 'SELECT FROM "Server"');
});

test('rights of PUBLIC are revoked, and objects of others in the schema are left alone', async () => {
  await query(url, 'GRANT SELECT ON "User" TO PUBLIC', 'GRANT CREATE ON SCHEMA public TO policylayer_sync');
  await query(roleUrls.sync, 'CREATE VIEW theirs AS SELECT 1 AS one', 'CREATE TABLE "Theirs" (id integer)');
  const { gateway, console: site, worker } = roleUrls;
  expect(await settle({ gateway, console: site, worker })).toEqual([]);
  await expect(query(gateway, 'SELECT FROM "User"')).rejects.toMatchObject({ code: '42501' });
  await query(roleUrls.sync, 'DROP VIEW theirs', 'DROP TABLE "Theirs"');
});

test('a role that has every right anyway is named', async () => {
  const [rows] = await query(url, 'SELECT rolname FROM pg_roles WHERE rolsuper LIMIT 1');
  expect(await grantRoles(url, { worker: rows?.[0].rolname, gateway: 'policylayer_gateway' })).toEqual([
    rows?.[0].rolname,
  ]);
});

test('a process gets its own database address only', () => {
  const told = asRole({ KEPT: 'x', GATEWAY_DATABASE_URL: 'a', DATABASE_URL: 'b' }, { url, roleUrls }, 'console');
  expect(told).toEqual({
    KEPT: 'x',
    DATABASE_URL: roleUrls.console,
    GATEWAY_DATABASE_URL: '',
    CONSOLE_DATABASE_URL: '',
    SYNC_DATABASE_URL: '',
    WORKER_DATABASE_URL: '',
  });
});

test('the worker is told no secret', () => {
  const secrets = {
    AUTH_SECRET: 'a',
    NEXTAUTH_SECRET: 'b',
    ENCRYPTION_KEY: 'c',
    ENCRYPTION_KEY_PREVIOUS: 'd',
    REDIS_URL: 'e',
  };
  const told = asRole({ KEPT: 'x', ...secrets }, { url, roleUrls }, 'worker');
  expect(told).toMatchObject({ KEPT: 'x', DATABASE_URL: roleUrls.worker });
  expect(Object.keys(secrets).map((name) => told[name])).toEqual(['', '', '', '', '']);
});

test('npm run roles prints the SQL for the roles, and matching lines for .env', () => {
  const env = { ...process.env, DATABASE_URL: 'postgresql://owner:s3cret@db.example:6432/ours?sslmode=require' };
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', 'cli/roles.ts'], {
    env,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  const made = [...stdout.matchAll(/^CREATE ROLE (\w+) LOGIN PASSWORD '([0-9a-f]{48})';$/gm)];
  expect(made.map(([, name]) => name)).toEqual(
    ['gateway', 'console', 'sync', 'worker'].map((kind) => `policylayer_${kind}`),
  );
  const settings = [...stdout.matchAll(/^(\w+)_DATABASE_URL=(.*)$/gm)].map(([, kind, address]) => [kind, address]);
  expect(settings).toEqual(
    made.map(([, name = '', password]) => [
      name.replace('policylayer_', '').toUpperCase(),
      `postgresql://${name}:${password}@db.example:6432/ours?sslmode=require`,
    ]),
  );
  expect(new Set(made.map(([, , password]) => password)).size).toBe(4);
  expect(stdout).not.toContain('s3cret');
});
