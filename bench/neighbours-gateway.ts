import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { gatewayArguments } from '@/bin/launcher/bundle';
import { freePort } from '@/lib/base/network/free-port';
import type { Tenant } from './neighbours-tenants';

export type Gateway = { child: ChildProcess; urlOf(tenant: Tenant): string; memoryMb(): number };

/** Starts the gateway's bundle, or one of another checkout, as `npm start` does; resolves when it listens. */
export async function startGateway(databaseUrl: string, dataDir: string, bundle?: string): Promise<Gateway> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: dataDir,
    GATEWAY_PORT: String(port),
    GATEWAY_URL: address,
    ALLOW_PRIVATE_UPSTREAMS: '1',
    SIGN_UP: 'open',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production' as const,
  };
  const flagsAndBundle = bundle ? [...gatewayArguments.slice(0, -1), bundle] : gatewayArguments;
  const child = spawn(process.execPath, flagsAndBundle, {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes('listens on')) resolve();
      else process.stderr.write(chunk);
    });
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The gateway ended.')));
  await Promise.race([started, ended]);
  ended.catch(() => {});
  return {
    child,
    urlOf: ({ server }) => `${address}/mcp/${server}`,
    memoryMb: () => peakMb(child.pid),
  };
}

/** The most memory that the process ever held, in MB; 0 where the system does not say. */
function peakMb(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
