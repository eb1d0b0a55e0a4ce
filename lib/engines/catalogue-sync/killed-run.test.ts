import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { emptyRegistry, many } from './sync-fixture';

const fixture = emptyRegistry();
const command = fileURLToPath(new URL('../../../cli/catalogue-sync.ts', import.meta.url));

function startSync(folder: string): ChildProcess {
  const { databaseUrl, registry } = fixture;
  const args = ['--import', 'tsx', command, '--registry', registry.url, '--rate', '100', '--no-remotes', '--json'];
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder },
  });
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a run that is killed between or within pages resumes without gaps or duplicates', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-sync-'));
  const { registry, databaseUrl } = fixture;
  registry.rows = many(1_000);
  // The fifth request gets no answer: the run waits there until it is killed.
  registry.silentFrom = 5;
  const first = startSync(folder);
  await expect.poll(() => registry.asked.length, { timeout: 30_000 }).toBe(5);
  await kill(first);
  expect(await db().catalogueServer.count()).toBe(400);

  // The cursor is locked, so the next run stops after it has written the rows of its page.
  registry.silentFrom = undefined;
  const holder = new Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE "CatalogueSync" IN EXCLUSIVE MODE');
  const second = startSync(folder);
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO "CatalogueSync"%'`;
  await expect.poll(() => db().$queryRawUnsafe(waiting), { timeout: 30_000 }).toHaveLength(1);
  await kill(second);
  await holder.end();
  expect(await db().catalogueServer.count()).toBe(400);

  const report = JSON.parse(await text(startSync(folder).stdout!));
  rmSync(folder, { recursive: true });
  expect(report.registry).toMatchObject({ resumed: true, pages: 6, entries: 600, written: 600 });
  expect(await db().catalogueServer.count()).toBe(1_000);
  expect(await db().catalogueListing.count()).toBe(1_000);
});
