import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { type Database, openDatabase } from './database';
import { applyMigrations } from './migrate';

declare module 'vitest' {
  interface ProvidedContext {
    databaseSocket: string;
  }
}

/**
 * One PostgreSQL for a test run, started when the first test file asks for a database (fresh-database.ts) and never
 * before: the tests of pure rooms do not pay for it.
 */
export default async function testDatabase(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-test-'));
  // PostgreSQL's own account must pass through when root runs the tests; what lies within stays closed.
  chmodSync(folder, 0o711);
  const leaveNothing = startReaper(folder);
  let template: Promise<Template> | undefined;
  const server = createServer((socket) => {
    template ??= makeTemplate(folder);
    void template.then(copyTemplate).then(
      (url) => socket.end(JSON.stringify({ url })),
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
  const admin = new Client({ connectionString: database.adminUrl });
  admin.on('error', () => {});
  await admin.connect();
  return { database, admin };
}

async function copyTemplate({ database, admin }: Template): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`CREATE DATABASE ${name} TEMPLATE policylayer OWNER policylayer`);
  const url = new URL(database.url);
  url.pathname = name;
  return url.href;
}

const reaper = `
cat > /dev/null
home=$(readlink -f "$1/postgres")
pid=$(head -n 1 "$home/data/postmaster.pid" 2> /dev/null)
[ -n "$pid" ] && kill -INT "$pid" 2> /dev/null
for _ in $(seq 100); do [ -e "$home/data/postmaster.pid" ] && sleep 0.1; done
rm -rf "$home" "$1"
`;

/** Outlives a test run that Ctrl-C or kill -9 ends: its standard input closes with us, and it clears up after us. */
function startReaper(folder: string): () => Promise<void> {
  const child = spawn('sh', ['-c', reaper, 'reaper', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.unref();
  return () => {
    child.stdin.end();
    return gone;
  };
}
