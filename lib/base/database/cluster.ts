import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import { type Account, bareEnvironment, databaseAccount, isReachableByAll } from './account';
import { type Binaries, findBinaries, sharedHome } from './binaries';
import { type RoleKind, roleKinds } from './roles';

const Access = z.object({
  port: z.number(),
  adminPassword: z.string(),
  password: z.string(),
  /** Absent in a cluster from before the roles of lib/base/database/roles.ts. */
  rolePasswords: z.record(z.enum(roleKinds), z.string()).optional(),
});
type Access = z.infer<typeof Access>;

/** Files of one embedded PostgreSQL. `home` has the log and `data`, which includes port and passwords (mode 0600). */
export type Cluster = { home: string; data: string; account: Account; binaries: Binaries };

/** Finds the cluster under `dataDir/postgres`, or creates it. */
export function prepareCluster(dataDir: string): Cluster {
  const dir = resolve(dataDir);
  mkdirSync(dir, { recursive: true });
  const { home, account } = findHome(dir, databaseAccount());
  const cluster = { home, data: join(home, 'data'), account, binaries: findBinaries(account) };
  if (existsSync(join(cluster.data, 'PG_VERSION'))) checkVersion(cluster);
  else initialise(cluster);
  return cluster;
}

export function readAccess(cluster: Cluster): Access {
  return Access.parse(JSON.parse(readFileSync(accessFile(cluster.data), 'utf8')));
}

export function writeAccess(cluster: Cluster, access: Access): void {
  writePrivately(accessFile(cluster.data), JSON.stringify(access), cluster.account);
}

/** The roles' passwords, created on the first call. */
export function rolePasswords(cluster: Cluster): Record<RoleKind, string> {
  const access = readAccess(cluster);
  if (access.rolePasswords) return access.rolePasswords;
  const password = () => randomBytes(24).toString('hex');
  const made = { gateway: password(), console: password(), sync: password(), worker: password() };
  writeAccess(cluster, { ...access, rolePasswords: made });
  return made;
}

function accessFile(data: string): string {
  return join(data, 'policylayer.json');
}

/** The last 20 lines of PostgreSQL's log. */
export function lastWords(cluster: Cluster): string {
  const log = join(cluster.home, 'postgres.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n') : '';
}

/** Deletes the data directory of a stopped, temporary cluster. */
export function removeCluster(dataDir: string): void {
  const place = join(dataDir, 'postgres');
  if (existsSync(place)) rmSync(realpathSync(place), { recursive: true });
  rmSync(dataDir, { recursive: true, force: true });
}

function findHome(dataDir: string, account: Account): { home: string; account: Account } {
  const place = join(dataDir, 'postgres');
  const entry = lstatSync(place, { throwIfNoEntry: false });
  if (!entry) return { home: makeHome(dataDir, place, account), account };
  if (!existsSync(place)) {
    refuse(`${place} points to a folder that is gone; remove it to begin with an empty database.`);
  }
  const { uid, gid } = statSync(place);
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && own !== uid)
    refuse(`The data in ${place} belong to another user of this machine.`);
  return { home: realpathSync(place), account: account && { uid, gid } };
}

function makeHome(dataDir: string, place: string, account: Account): string {
  const elsewhere = account && !isReachableByAll(dataDir);
  const home = elsewhere ? join(sharedHome, randomBytes(8).toString('hex')) : place;
  if (elsewhere) mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  mkdirSync(home, { mode: 0o700 });
  if (account) chownSync(home, account.uid, account.gid);
  if (elsewhere) symlinkSync(home, place);
  return home;
}

/** Atomic: made beside its place and renamed, so that a killed start leaves no partial data directory. */
function initialise({ home, data, account, binaries }: Cluster): void {
  const access = { port: 0, adminPassword: randomBytes(24).toString('hex'), password: randomBytes(24).toString('hex') };
  const draft = `${data}.${process.pid}`;
  const passwordFile = `${draft}.password`;
  writePrivately(passwordFile, access.adminPassword, account);
  // Built-in C.UTF-8: Unicode case rules and byte order, whatever locales the machine has.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const made = spawnSync(
    join(binaries.folder, 'bin', 'initdb'),
    ['-D', draft, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions', ...locale],
    { ...account, cwd: home, env: bareEnvironment(), encoding: 'utf8' },
  );
  rmSync(passwordFile);
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    refuse(`PostgreSQL could not make its data directory ${data}: ${made.error?.message ?? made.stderr.trim()}`);
  }
  writePrivately(accessFile(draft), JSON.stringify(access), account);
  moveUnlessMade(draft, data);
}

function moveUnlessMade(draft: string, data: string): void {
  try {
    renameSync(draft, data);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(data)) throw error;
  }
}

function checkVersion({ data, binaries }: Cluster): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found === binaries.major) return;
  refuse(
    `The data in ${data} were written by PostgreSQL ${found}, and this version brings PostgreSQL ${binaries.major}; nothing was touched.`,
  );
}

function writePrivately(path: string, text: string, account: Account): void {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
  if (account) chownSync(path, account.uid, account.gid);
}

function refuse(sentence: string): never {
  throw new AppError('unavailable', sentence);
}
