import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bareEnvironment } from './account';
import type { Cluster } from './cluster';

const stopTimeoutMs = 30_000;
/** PostgreSQL's default, and what a catalogue of a million tools needs. */
const megabytesMin = 128;
const megabytesMax = 2_048;

/** Runs `postgres` on the cluster's data. The process outlives this one; its output is in `postgres.log`. */
export function launchPostmaster(cluster: Cluster, port: number, durable: boolean): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    // Keep statements and their values out of the log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'random_page_cost=1.1',
    ...(durable
      ? [`shared_buffers=${cacheMegabytes()}MB`]
      : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const log = openSync(join(cluster.home, 'postgres.log'), 'w', 0o600);
  const child = spawn(
    join(cluster.binaries.folder, 'bin', 'postgres'),
    ['-D', cluster.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    // Own process group: Ctrl-C reaches only the launcher, which drains the other processes first.
    { ...cluster.account, cwd: cluster.home, detached: true, stdio: ['ignore', log, log], env: bareEnvironment() },
  );
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  return child;
}

/** Fast shutdown (SIGINT); immediate shutdown (SIGQUIT, recovery at the next start) after 30 s. */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  const askedAt = Date.now();
  const waitedMs = () => Date.now() - askedAt;
  signal(pid, 'SIGINT');
  while (isAlive(pid) && waitedMs() < stopTimeoutMs) {
    await delay(20);
    // Where process 1 of a container reaps nothing, an orphan stays a zombie; its pid file is gone all the same.
    if (waitedMs() > 2_000 && readPidFile(cluster)?.pid !== pid) return;
  }
  signal(pid, 'SIGQUIT');
}

export function readPidFile(cluster: Cluster): { pid: number; port: number } | undefined {
  if (!existsSync(pidFile(cluster))) return undefined;
  const lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

export function removePidFile(cluster: Cluster): void {
  rmSync(pidFile(cluster), { force: true });
}

export function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

function pidFile(cluster: Cluster): string {
  return join(cluster.data, 'postmaster.pid');
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** shared_buffers: an eighth of the memory of the machine or container, from 128 MB to 2 GB. */
function cacheMegabytes(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.min(Math.max(Math.floor(bytes / 8 / 2 ** 20), megabytesMin), megabytesMax);
}
