import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReaper } from './reaper';
import { type Database, openDatabase } from './start-database';

const dataDir = mkdtempSync(join(tmpdir(), 'policylayer-database-'));
const leaveNothing = startReaper(dataDir);
const data = () => join(realpathSync(join(dataDir, 'postgres')), 'data');

beforeAll(() => chmodSync(dataDir, 0o711));
afterAll(leaveNothing);

test('a second start finds the database of the first, as no superuser and on loopback only', async () => {
  await using(async ({ url }) => {
    await query(url, 'CREATE TABLE kept (id int)');
    expect(await query(url, 'SELECT usesuper FROM pg_user WHERE usename = current_user')).toEqual([
      { usesuper: false },
    ]);
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });
  await using(async ({ url }) => expect(await query(url, 'SELECT count(*)::int FROM kept')).toEqual([{ count: 0 }]));
});

test('the password is readable by the database’s own account only, and a wrong one is refused', async () => {
  expect(statSync(join(data(), 'policylayer.json')).mode & 0o777).toBe(0o600);
  await using(async ({ url }) => {
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });
});

test('the server of a killed launcher is taken over with its data', async () => {
  const killed = await openAndDie();
  await using(async ({ pid, url }) => {
    expect(pid).toBe(killed);
    expect(await query(url, 'SELECT count(*)::int FROM kept')).toEqual([{ count: 0 }]);
  });
  expect(() => process.kill(killed, 0)).toThrow();
});

test('a second owner is refused in one sentence, and the first keeps running', async () => {
  await using(async ({ url }) => {
    await expect(openDatabase({ dataDir })).rejects.toThrow(
      `PolicyLayer is already running on the data in ${dataDir}.`,
    );
    expect(await query(url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });
});

test('a pid file with the process id of another program does not prevent a start', async () => {
  writeFileSync(join(data(), 'postmaster.pid'), `${process.ppid}\n${data()}\n1\n1\n\n127.0.0.1\n\nready\n`);
  await using(async ({ pid }) => expect(pid).not.toBe(process.ppid));
});

test('data of another PostgreSQL version is refused in one sentence and left unchanged', async () => {
  const file = join(data(), 'PG_VERSION');
  const version = readFileSync(file, 'utf8');
  writeFileSync(file, '12\n');
  await expect(openDatabase({ dataDir })).rejects.toThrow(/were written by PostgreSQL 12, .* nothing was touched\.$/);
  writeFileSync(file, version);
  await using(async ({ url }) => expect(await query(url, 'SELECT count(*)::int FROM kept')).toEqual([{ count: 0 }]));
});

async function using(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ dataDir, durable: false });
  try {
    await work(database);
  } finally {
    await database.stop();
  }
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the database in a process that kills itself; returns the postmaster's process id. */
async function openAndDie(): Promise<number> {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'start-database.ts'))});
    const { pid } = await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    process.stdout.write(String(pid), () => process.kill(process.pid, 'SIGKILL'));
  `;
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  const { stdout, signal } = await run.then(
    () => ({ stdout: '', signal: 'none' }),
    (error: { stdout: string; signal: string }) => error,
  );
  expect(signal).toBe('SIGKILL');
  return Number(stdout);
}
