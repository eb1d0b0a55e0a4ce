import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname, join, relative } from 'node:path';

/** Bytes of a Unix socket's address: 108 on Linux, 104 on macOS, including the final zero. */
const ADDRESS_BYTES_MAX = 103;
const PREFIX = 'process-';
const INHERITED = 'inherited-';
const ALIVE = 'alive';

export type ProcessFolder = {
  path: string;
  /** Folders of ended processes, now owned by this one; kept until removed. */
  inherited: string[];
  /** Takes over folders of processes that ended since, and those that they had inherited. */
  findDead(): Promise<string[]>;
  /** Lets another process take over the rest of the folder. */
  release(): void;
};

/**
 * A folder for this process within `parent`, and those of its dead predecessors. A Unix socket in the folder is the
 * liveness check: the system closes it with the process, and process ids are reused.
 */
export async function openProcessFolder(parent: string): Promise<ProcessFolder> {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const id = randomUUID().slice(0, 8);
  const draft = join(parent, `.${id}`);
  const path = join(parent, PREFIX + id);
  mkdirSync(draft, { mode: 0o700 });
  const server = await listen(join(draft, ALIVE));
  // Renamed only now: a folder with its final name and no listener is free to take.
  renameSync(draft, path);
  const inherited: string[] = [];
  let count = 0;
  const inherit = (dead: string) => {
    const taken = join(path, INHERITED + count++);
    if (!take(dead, taken)) return;
    // Beside it, not inside: nesting would lengthen the path with each restart.
    for (const older of inheritedIn(taken)) inherit(older);
    inherited.push(taken);
  };
  for (const dead of await deadIn(parent, path)) inherit(dead);
  const findDead = async () => (await deadIn(parent, path)).flatMap(withInherited);
  return { path, inherited, findDead, release: () => server.close() };
}

/** Rename is atomic: one of several takers wins. */
function take(dead: string, taken: string): boolean {
  try {
    renameSync(dead, taken);
    return true;
  } catch {
    return false;
  }
}

/** Folders that the dead process had inherited; none if another process took the folder. */
function inheritedIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(INHERITED));
    return names.map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Oldest first. */
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

/** In doubt alive, so that its folder is left alone. */
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

/** A path that is too long is used relative to the working directory or, on Linux, through a folder's descriptor. */
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
