import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@/lib/base/errors';

/** An account of the operating system that a process runs as; undefined is the one this process runs as. */
export type Account = { uid: number; gid: number } | undefined;

/** PostgreSQL refuses to run as root, so root lends it the account `postgres`, made when there is none. */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  return (
    systemAccount('postgres') ??
    refuse('PostgreSQL cannot run as root, and no account "postgres" could be made for it; start as another user.')
  );
}

/** The system account of this name, created when there is none; undefined where that fails. For root only. */
export function systemAccount(name: string): Account {
  return lookUp(name) ?? make(name);
}

/** What PostgreSQL's programs see of our environment: none of our settings, and messages in English. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C' };
}

/** Whether every account may pass through each folder on the way to `path`: a clone under a home of mode 0700 may not. */
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
