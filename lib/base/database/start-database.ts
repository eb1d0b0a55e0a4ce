import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { AppError } from '@/lib/base/errors';
import { freePort } from '@/lib/base/network/free-port';
import { type Cluster, lastWords, prepareCluster, readAccess, rolePasswords, writeAccess } from './cluster';
import { isAlive, launchPostmaster, readPidFile, removePidFile, stopPostmaster } from './postmaster';
import { makeRoles, type RoleKind, roleName } from './roles';

/** The embedded PostgreSQL of one data directory, on loopback. */
export type Database = {
  /** Database `policylayer`, as its owner, who is no superuser. */
  url: string;
  /** Database `policylayer`, as each role; `grantRoles` gives the roles their rights. */
  roleUrls: Record<RoleKind, string>;
  /** Database `postgres`, as superuser. */
  adminUrl: string;
  /** The postmaster's process id. */
  pid: number;
  /** Resolves when PostgreSQL ends or drops the lease's connection without `stop`. */
  died: Promise<void>;
  /** Ends every connection and the server; resolves when its process is gone. */
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  /** False for tests: faster, and a power cut may lose data. */
  durable?: boolean;
};

const startTimeoutMs = 60_000;
/** A postmaster listens within milliseconds of writing its pid file, even during recovery. */
const refusedTimeoutMs = 2_000;

/**
 * Starts PostgreSQL on `dataDir`, or takes over one that a killed run left behind. A connection holds an advisory lock
 * as a lease, so a second process on the same `dataDir` is refused with a `conflict`.
 */
export async function openDatabase(options: Options): Promise<Database> {
  const cluster = prepareCluster(options.dataDir);
  const lease = (await attach(cluster)) ?? (await start(cluster, options.durable ?? true));
  await takeLease(lease, options.dataDir);
  await ensureDatabase(lease, readAccess(cluster).password);
  await makeRoles(lease, rolePasswords(cluster));
  return toDatabase(cluster, lease);
}

function toDatabase(cluster: Cluster, lease: Client): Database {
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
      return stopPostmaster(cluster, pid);
    },
  };
}

function adminUrl(cluster: Cluster, port: number): string {
  return `postgresql://postgres:${readAccess(cluster).adminPassword}@127.0.0.1:${port}/postgres`;
}

/** Connects to a server that an earlier run left on this data directory; removes a pid file that has no such server. */
async function attach(cluster: Cluster): Promise<Client | undefined> {
  const since = Date.now();
  for (let left = readPidFile(cluster); left; left = readPidFile(cluster)) {
    const answer = isAlive(left.pid) ? await tryConnect(cluster, left.port) : 'foreign';
    if (answer instanceof Client) return answer;
    const waitedMs = Date.now() - since;
    if (answer === 'foreign' || (answer === 'refused' && waitedMs > refusedTimeoutMs)) {
      removePidFile(cluster);
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
    const child = launchPostmaster(cluster, port, durable);
    writeAccess(cluster, { ...remembered, port });
    const client = await untilReady(cluster, child, port, deadline);
    if (client) return client;
    // Another start may have taken the data directory first, or another program the port.
    const rival = await attach(cluster);
    if (rival) return rival;
    const words = lastWords(cluster);
    const passing = /Address already in use|pre-existing shared memory block/.test(words);
    if (!passing || Date.now() > deadline) throw new AppError('unavailable', `PostgreSQL did not start: ${words}`);
    await delay(250);
  }
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

/** 'foreign': something answers on the port, but not the server of this data directory. */
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
    // Class 28 is a wrong password; others, such as 57P03 cannot_connect_now, are transient.
    return error.code?.startsWith('28') ? 'foreign' : 'starting';
  }
}

async function takeLease(lease: Client, dataDir: string): Promise<void> {
  const deadline = Date.now() + 1_000;
  for (;;) {
    const { rows } = await lease.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(1) AS taken');
    if (rows[0]?.taken) return;
    if (Date.now() > deadline) break;
    // PostgreSQL takes a moment to notice that a killed owner's connection closed.
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
