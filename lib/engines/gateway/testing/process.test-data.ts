import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { buildBundles } from '@/bin/launcher/bundle';
import { freePort } from '@/lib/base/network/free-port';

// The gateway as a process of its own, and a database that stops answering, for tests of what outlives either.

let built: Promise<string> | undefined;

/** What an installation runs, built once for a test file: it starts several times as fast as its sources do. */
export function gatewayProgram(): Promise<string> {
  built ??= (async () => {
    mkdirSync('dist', { recursive: true });
    const folder = mkdtempSync(join(process.cwd(), 'dist', 'test-'));
    await buildBundles(folder);
    return join(folder, 'gateway.mjs');
  })();
  return built;
}

afterAll(async () => {
  const program = await built?.catch(() => undefined);
  if (program) rmSync(dirname(program), { recursive: true });
});

export type GatewayProcess = Awaited<ReturnType<typeof startProcess>>;

/** Starts the gateway on a free port with these settings and waits until it listens. */
export async function startProcess(settings: NodeJS.ProcessEnv) {
  const port = String(await freePort());
  const base = `http://127.0.0.1:${port}`;
  const env = { ...settings, GATEWAY_PORT: port, GATEWAY_URL: base };
  const child: ChildProcess = spawn(process.execPath, [await gatewayProgram()], { env });
  const ended = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  if (!child.stdout) throw new Error('The gateway has no output.');
  await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error('It did not start.')))]);
  return {
    base,
    pid: child.pid ?? 0,
    ended,
    async health(): Promise<{ status: string; calls: Record<string, unknown>; counters: string }> {
      return (await fetch(`${base}/health`)).json();
    },
    /** Asks it to end; answers with how it did. */
    end(): typeof ended {
      child.kill('SIGTERM');
      return ended;
    },
    /** Ends it at once, as the system does when memory runs out. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In front of a database: while it is silent, connections stay open, and what is sent is swallowed. */
export async function startSilencer(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let silent = false;
  const server: Server = createServer((client) => {
    sockets.add(client.on('error', () => client.destroy()));
    if (silent) return void client.resume();
    const database = connect({ host: target.hostname, port: Number(target.port) });
    sockets.add(database.on('error', () => client.destroy()).on('close', () => client.destroy()));
    client.on('close', () => database.destroy());
    client.on('data', (bytes) => silent || database.write(bytes));
    database.on('data', (bytes) => silent || client.write(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    silence(): void {
      silent = true;
    },
    close(): void {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
