import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@/lib/base/errors';

/** A user account of the operating system; undefined: that of this process. */
export type Account = { uid: number; gid: number } | undefined;

/** PostgreSQL refuses to run as root. For root: the account `postgres`, created if absent. */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  return (
    systemAccount('postgres') ??
    refuse('PostgreSQL cannot run as root, and no account "postgres" could be made for it; start as another user.')
  );
}

/** The system account of this name, created if absent; undefined: it could not be created. Root only. */
export function systemAccount(name: string): Account {
  return lookUp(name) ?? make(name);
}

/** Environment of PostgreSQL's programs: no settings of ours, and messages in English. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C' };
}

/** Whether every account may traverse each folder on the path; a home of mode 0700 may not be. */
export function isReachableByAll(path: string): boolean {
  let at = realpathSync(path);
  for (;;) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
    at = dirname(at);
  }
}

function lookUp(name: string): Account {
  const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (ids.some((id) => id.status !== 0)) return undefined;
  const [uid = 0, gid = 0] = ids.map((id) => Number(id.stdout.trim()));
  return uid > 0 ? { uid, gid } : undefined;
}

function make(name: string): Account {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
  return lookUp(name);
}

function refuse(sentence: string): never {
  throw new AppError('unavailable', sentence);
}
