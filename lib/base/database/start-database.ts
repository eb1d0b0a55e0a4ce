import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { AppError } from '@/lib/base/errors';
import { bareEnvironment } from './account';
import { type Cluster, lastWords, prepareCluster, readAccess, rolePasswords, writeAccess } from './cluster';
import { cacheMegabytes } from './memory';
import { makeRoles, type RoleKind, roleName } from './roles';

/** A PostgreSQL server of our own: nothing to install, on loopback, for one data directory. */
export type Database = {
  /** Reaches the database `policylayer` as its owner, who is no superuser. */
  url: string;
  /** Reaches it as each of the roles, which have rights once `grantRoles` gave them. */
  roleUrls: Record<RoleKind, string>;
  /** Reaches the database `postgres` as superuser. */
  adminUrl: string;
  /** The postmaster's process id. */
  pid: number;
  /** Resolves when PostgreSQL is gone without having been asked to stop. */
  died: Promise<void>;
  /** Ends every connection and the server; resolves when its process is gone. */
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  /** False trades the data's survival of a power cut for speed; for tests. */
  durable?: boolean;
};

const startTimeoutMs = 60_000;
/** A postmaster listens within milliseconds of writing its pid file, also when it still has to recover. */
const refusedTimeoutMs = 2_000;
const stopTimeoutMs = 30_000;

/**
 * Starts PostgreSQL on `dataDir`, or takes over the one that a killed run left behind. The returned connection's
 * advisory lock makes this process its only owner; a second owner is refused with a sentence.
 */
export async function openDatabase(options: Options): Promise<Database> {
  const cluster = prepareCluster(options.dataDir);
  const lease = (await attach(cluster)) ?? (await start(cluster, options.durable ?? true));
  await takeLease(lease, options.dataDir);
  await ensureDatabase(lease, readAccess(cluster).password);
  await makeRoles(lease, rolePasswords(cluster));
  return owned(cluster, lease);
}

function owned(cluster: Cluster, lease: Client): Database {
  const { port, password } = readAccess(cluster);
  const pid = readPidFile(cluster)?.pid;
  if (!pid) throw new AppError('unavailable', `PostgreSQL ended while starting: ${lastWords(cluster)}`);
  let stopping = false;
  const died = new Promise<void>((resolve) => {
    lease.on('error', () => {});
    lease.on('end', () => stopping || resolve());
  });
  const passwords = rolePasswords(cluster);
  const urlOf = (user: string, secret: string) => `postgresql://${user}:${secret}@127.0.0.1:${port}/policylayer`;
  const roleUrl = (kind: RoleKind) => urlOf(roleName(kind), passwords[kind]);
  return {
    url: urlOf('policylayer', password),
    roleUrls: {
      gateway: roleUrl('gateway'),
      console: roleUrl('console'),
      sync: roleUrl('sync'),
      worker: roleUrl('worker'),
    },
    adminUrl: adminUrl(cluster, port),
    pid,
    died,
    stop: () => {
      stopping = true;
      return stop(cluster, pid);
    },
  };
}

function adminUrl(cluster: Cluster, port: number): string {
  return `postgresql://postgres:${readAccess(cluster).adminPassword}@127.0.0.1:${port}/postgres`;
}

/** The server that an earlier run left alive on this data directory; a pid file without its server is removed. */
async function attach(cluster: Cluster): Promise<Client | undefined> {
  const since = Date.now();
  for (let left = readPidFile(cluster); left; left = readPidFile(cluster)) {
    const answer = isAlive(left.pid) ? await tryConnect(cluster, left.port) : 'foreign';
    if (answer instanceof Client) return answer;
    const waitedMs = Date.now() - since;
    if (answer === 'foreign' || (answer === 'refused' && waitedMs > refusedTimeoutMs)) {
      rmSync(pidFile(cluster), { force: true });
      return undefined;
    }
    if (waitedMs > startTimeoutMs) throw new AppError('unavailable', `PostgreSQL is busy: ${lastWords(cluster)}`);
    await delay(50);
  }
  return undefined;
}

async function start(cluster: Cluster, durable: boolean): Promise<Client> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const remembered = readAccess(cluster);
    const port = await freePort(remembered.port);
    const child = launch(cluster, port, durable);
    writeAccess(cluster, { ...remembered, port });
    const client = await untilReady(cluster, child, port, deadline);
    if (client) return client;
    // Another start may have won the race for this data directory, or another program the race for the port.
    const rival = await attach(cluster);
    if (rival) return rival;
    const words = lastWords(cluster);
    const passing = /Address already in use|pre-existing shared memory block/.test(words);
    if (!passing || Date.now() > deadline) throw new AppError('unavailable', `PostgreSQL did not start: ${words}`);
    await delay(250);
  }
}

function launch(cluster: Cluster, port: number, durable: boolean): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    // Statements and the values they were given stay out of the log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    // Pages lie in memory or on a solid-state disk, where any costs nearly what the next one does.
    'random_page_cost=1.1',
    ...(durable
      ? [`shared_buffers=${cacheMegabytes()}MB`]
      : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const log = openSync(join(cluster.home, 'postgres.log'), 'w', 0o600);
  const child = spawn(
    join(cluster.binaries.folder, 'bin', 'postgres'),
    ['-D', cluster.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    // A group of its own: Ctrl-C reaches the launcher alone, which drains the other processes first.
    { ...cluster.account, cwd: cluster.home, detached: true, stdio: ['ignore', log, log], env: bareEnvironment() },
  );
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  return child;
}

async function untilReady(
  cluster: Cluster,
  child: ChildProcess,
  port: number,
  deadline: number,
): Promise<Client | undefined> {
  while (child.pid && child.exitCode === null && child.signalCode === null) {
    const answer = await tryConnect(cluster, port);
    if (answer instanceof Client) return answer;
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      return undefined;
    }
    await delay(20);
  }
  return undefined;
}

/** 'foreign' answers on the port but is not the server of this data directory. */
async function tryConnect(cluster: Cluster, port: number): Promise<Client | 'refused' | 'starting' | 'foreign'> {
  const client = new Client({
    connectionString: adminUrl(cluster, port),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ ours: boolean }>("SELECT current_setting('data_directory') = $1 AS ours", [
      cluster.data,
    ]);
    if (rows[0]?.ours) return client;
    await client.end();
    return 'foreign';
  } catch (error) {
    await client.end().catch(() => {});
    if (!(error instanceof DatabaseError)) return 'refused';
    // Class 28 is a refused password; the rest, such as 57P03 cannot_connect_now, passes.
    return error.code?.startsWith('28') ? 'foreign' : 'starting';
  }
}

async function takeLease(lease: Client, dataDir: string): Promise<void> {
  const deadline = Date.now() + 1_000;
  for (;;) {
    const { rows } = await lease.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(1) AS taken');
    if (rows[0]?.taken) return;
    if (Date.now() > deadline) break;
    // PostgreSQL notices a killed owner's closed connection a moment later.
    await delay(100);
  }
  await lease.end();
  throw new AppError('conflict', `PolicyLayer is already running on the data in ${dataDir}.`);
}

async function ensureDatabase(lease: Client, password: string): Promise<void> {
  const { rows } = await lease.query("SELECT FROM pg_database WHERE datname = 'policylayer'");
  if (rows.length > 0) return;
  await lease.query('DROP ROLE IF EXISTS policylayer');
  await lease.query(`CREATE ROLE policylayer LOGIN PASSWORD ${lease.escapeLiteral(password)}`);
  await lease.query('CREATE DATABASE policylayer OWNER policylayer');
}

async function stop(cluster: Cluster, pid: number): Promise<void> {
  const askedAt = Date.now();
  const waitedMs = () => Date.now() - askedAt;
  signal(pid, 'SIGINT');
  while (isAlive(pid) && waitedMs() < stopTimeoutMs) {
    await delay(20);
    // In a container whose first process reaps nothing, an orphan stays a zombie: its removed pid file tells.
    if (waitedMs() > 2_000 && readPidFile(cluster)?.pid !== pid) return;
  }
  // Gives up the checkpoint, which the next start makes up for.
  signal(pid, 'SIGQUIT');
}

function readPidFile(cluster: Cluster): { pid: number; port: number } | undefined {
  if (!existsSync(pidFile(cluster))) return undefined;
  const lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

function pidFile(cluster: Cluster): string {
  return join(cluster.data, 'postmaster.pid');
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function freePort(preferred: number): Promise<number> {
  for (const port of [preferred, 0]) {
    const server = createServer();
    const bound = await new Promise<number | undefined>((resolve) => {
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : undefined);
      });
    });
    await new Promise((resolve) => server.close(resolve));
    if (bound) return bound;
  }
  throw new AppError('unavailable', 'No free port is left for PostgreSQL on 127.0.0.1.');
}
