import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { buildUnlessCurrent } from '@/bin/launcher/bundle';
import { type Child, startChild, untilAnswers } from '@/bin/launcher/child';
import { step } from '@/bin/launcher/progress';
import { root } from '@/bin/launcher/settings';
import { applyMigrations } from '@/lib/base/database/migrate';
import type { Database } from '@/lib/base/database/start-database';
import { freePort } from '@/lib/base/network/free-port';
import { fillCatalogue } from './fill';
import type { Line } from './measure-catalogue';
import { measureSync, type SyncRates } from './measure-sync';

type Options = { pages: boolean; only: string; rounds: number; repeats: number };

export type SizeResult = {
  tools: number;
  servers: number;
  databaseMegabytes: number;
  lines: Line[];
  sync: SyncRates;
};

/** Makes a catalogue of `tools` tools in a database of its own and measures it. */
export async function measureSize(database: Database, tools: number, options: Options): Promise<SizeResult> {
  const url = await newDatabase(database, `bench_${tools}`);
  await applyMigrations(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const shown = tools.toLocaleString('en');
    await step(`${shown} tools`, (progress) => fillCatalogue(client, tools, (done) => progress(done, tools)));
    const { rows } = await client.query<{ bytes: string; servers: number }>(
      `SELECT pg_database_size(current_database()) AS bytes, (SELECT count(*)::int FROM "CatalogueServer") AS servers`,
    );
    const lines = await step(`Measured at ${shown} tools`, () => measureWith(url, options));
    // Last, because it adds to the catalogue.
    const sync = await step(`Synced at ${shown} tools`, () => measureSync(url));
    return { tools, servers: rows[0]?.servers ?? 0, databaseMegabytes: Number(rows[0]?.bytes) / 2 ** 20, lines, sync };
  } finally {
    await client.end();
  }
}

async function newDatabase({ url, adminUrl }: Database, name: string): Promise<string> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} OWNER policylayer`);
  await admin.end();
  return Object.assign(new URL(url), { pathname: name }).href;
}

async function measureWith(databaseUrl: string, { pages, only, rounds, repeats }: Options): Promise<Line[]> {
  const port = await freePort();
  const consoleAddress = `http://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: consoleAddress,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'silent',
    NODE_ENV: 'production',
  };
  const site = pages ? await startConsole(port, consoleAddress, environment) : undefined;
  try {
    return await linesOf({
      ...environment,
      ONLY: only,
      ROUNDS: String(rounds),
      REPEATS: String(repeats),
      ...(site && { CONSOLE_ADDRESS: consoleAddress }),
    });
  } finally {
    await site?.stop();
  }
}

async function startConsole(port: number, address: string, environment: Record<string, string>): Promise<Child> {
  await buildUnlessCurrent();
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const site = startChild('console', [next, 'start', '-H', '127.0.0.1', '-p', String(port)], environment);
  await untilAnswers(site, address, '/');
  return site;
}

function linesOf(environment: Record<string, string>): Promise<Line[]> {
  const lines: Line[] = [];
  const child = fork(join(root, 'bench', 'measure-catalogue.ts'), {
    execArgv: ['--import', 'tsx'],
    cwd: root,
    env: { ...process.env, ...environment },
  });
  child.on('message', (line: Line) => lines.push(line));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve(lines) : reject(new Error(`The measuring process ended with ${code}.`)),
    );
  });
}
