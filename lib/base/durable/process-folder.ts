import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname, join, relative } from 'node:path';

/** Of the address of a Unix socket: 108 bytes on Linux, 104 on macOS, with the zero at its end. */
const ADDRESS_BYTES_MAX = 103;
const PREFIX = 'process-';
const INHERITED = 'inherited-';
const ALIVE = 'alive';

export type ProcessFolder = {
  path: string;
  /** Folders of processes that have ended, now ours alone; they stay until they are removed. */
  inherited: string[];
  /** Folders of processes that have ended since, which nobody has taken, and what those had inherited. */
  findDead(): Promise<string[]>;
  /** Lets another process take what is left in the folder. */
  release(): void;
};

/**
 * A folder of this process alone within `parent`, and those of its dead predecessors. Who is alive says a Unix socket in the
 * folder: the system closes it with the process, whatever ended it, and a process id that is used again proves nothing.
 */
export async function openProcessFolder(parent: string): Promise<ProcessFolder> {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const id = randomUUID().slice(0, 8);
  const draft = join(parent, `.${id}`);
  const path = join(parent, PREFIX + id);
  mkdirSync(draft, { mode: 0o700 });
  const server = await listen(join(draft, ALIVE));
  // Named only now: a folder that has its name and no listener belongs to nobody.
  renameSync(draft, path);
  const inherited: string[] = [];
  let count = 0;
  const inherit = (dead: string) => {
    const taken = join(path, INHERITED + count++);
    if (!take(dead, taken)) return;
    // Beside it, not in it: a path that grew with each restart would one day be too long to open.
    for (const older of inheritedIn(taken)) inherit(older);
    inherited.push(taken);
  };
  for (const dead of await deadIn(parent, path)) inherit(dead);
  const findDead = async () => (await deadIn(parent, path)).flatMap(withInherited);
  return { path, inherited, findDead, release: () => server.close() };
}

/** Renaming decides who gets it when several try. */
function take(dead: string, taken: string): boolean {
  try {
    renameSync(dead, taken);
    return true;
  } catch {
    return false;
  }
}

/** What a process had inherited that ended before it had taken it in; nothing of a folder that another took meanwhile. */
function inheritedIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(INHERITED));
    return names.map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** The oldest first. */
function withInherited(folder: string): string[] {
  return [...inheritedIn(folder).flatMap(withInherited), folder];
}

async function deadIn(parent: string, own: string): Promise<string[]> {
  const folders = readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  const dead: string[] = [];
  for (const folder of folders.map((name) => join(parent, name))) {
    if (folder !== own && !(await isAlive(join(folder, ALIVE)))) dead.push(folder);
  }
  return dead;
}

/** In doubt a process is alive: what is its own is left to it. */
function isAlive(socket: string): Promise<boolean> {
  return withAddress(socket, (address) => {
    return new Promise((resolve) => {
      const connection = connect(address);
      connection.once('connect', () => resolve(true)).once('connect', () => connection.destroy());
      connection.once('error', (error: NodeJS.ErrnoException) =>
        resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
      );
    });
  });
}

function listen(socket: string): Promise<Server> {
  const server = createServer((connection) => connection.destroy());
  return withAddress(socket, (address) => {
    return new Promise((resolve, reject) => {
      server.once('error', (cause) =>
        reject(new Error(`DATA_DIR must allow Unix sockets: ${cause.message}`, { cause })),
      );
      server.listen(address, () => resolve(server.unref()));
    });
  });
}

/** A path that is too long for a socket is given relative to here or, on Linux, through a descriptor of its folder. */
async function withAddress<T>(socket: string, use: (address: string) => Promise<T>): Promise<T> {
  const fits = [socket, relative('', socket)].find((path) => Buffer.byteLength(path) <= ADDRESS_BYTES_MAX);
  if (fits !== undefined) return use(fits);
  const fd = openSync(dirname(socket), 'r');
  try {
    return await use(`/proc/self/fd/${fd}/${basename(socket)}`);
  } finally {
    closeSync(fd);
  }
}
