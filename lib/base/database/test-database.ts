import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { applyMigrations } from './migrate';
import { startReaper } from './reaper';
import { grantRoles, type RoleKind, roleKinds, roleName } from './roles';
import { type Database, openDatabase } from './start-database';

declare module 'vitest' {
  interface ProvidedContext {
    databaseSocket: string;
  }
}

/** One PostgreSQL for a test run, started by the first test file that needs a database (fresh-database.ts). */
export default async function testDatabase(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-test-'));
  // PostgreSQL's account must be able to traverse the folder when root runs the tests.
  chmodSync(folder, 0o711);
  const leaveNothing = startReaper(folder);
  let template: Promise<Template> | undefined;
  const server = createServer((socket) => {
    template ??= makeTemplate(folder);
    void template.then(copyTemplate).then(
      (urls) => socket.end(JSON.stringify(urls)),
      (error) => socket.end(JSON.stringify({ error: String(error) })),
    );
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
  });
  const sockets = new Set<Socket>();
  const path = join(folder, 'ask.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  project.provide('databaseSocket', path);
  return async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    const made = await template?.catch(() => undefined);
    await made?.admin.end();
    await made?.database.stop();
    await leaveNothing();
  };
}

type Template = { database: Database; admin: Client };

async function makeTemplate(folder: string): Promise<Template> {
  const database = await openDatabase({ dataDir: folder, durable: false });
  await applyMigrations(database.url);
  await grantRoles(database.url, Object.fromEntries(roleKinds.map((kind) => [kind, roleName(kind)])));
  const admin = new Client({ connectionString: database.adminUrl });
  admin.on('error', () => {});
  await admin.connect();
  return { database, admin };
}

async function copyTemplate({
  database,
  admin,
}: Template): Promise<{ url: string; roleUrls: Record<RoleKind, string> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`CREATE DATABASE ${name} TEMPLATE policylayer OWNER policylayer`);
  const inIt = (given: string) => {
    const url = new URL(given);
    url.pathname = name;
    return url.href;
  };
  const { gateway, console: site, sync, worker } = database.roleUrls;
  return {
    url: inIt(database.url),
    roleUrls: { gateway: inIt(gateway), console: inIt(site), sync: inIt(sync), worker: inIt(worker) },
  };
}
