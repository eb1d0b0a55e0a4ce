import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answers } from '@/bin/launcher/child';
import { freePort } from '@/lib/base/network/free-port';
import { startGateway } from './neighbours-gateway';
import type { Tenant } from './neighbours-tenants';

/** Something between client and server. `pids`: the processes whose time it costs. */
export type Running = { url: string; token: string | null; pids: number[]; stop(): Promise<void> };
export type Contestant = { name: string; start(): Promise<Running> };

export type Setting = {
  upstream: string;
  upstreamPid: number;
  databaseUrl: string;
  folder: string;
  open: Tenant;
  ruled: Tenant;
  /** The gateway's bundle of another checkout, which is measured too. */
  before: string | undefined;
};

export function contestants(setting: Setting): Contestant[] {
  const { upstream, upstreamPid, databaseUrl, folder, open, ruled, before } = setting;
  const gateway = (name: string, tenant: Tenant, bundle?: string) => {
    return { name, start: () => ours(databaseUrl, folder, tenant, bundle) };
  };
  return [
    { name: 'direct', start: async () => ({ url: upstream, token: null, pids: [upstreamPid], stop: async () => {} }) },
    { name: 'nginx, reverse proxy', start: () => nginx(upstream, folder) },
    gateway('PolicyLayer, allows all', open),
    gateway('PolicyLayer, 1,000 rules and limits', ruled),
    ...(before === undefined
      ? []
      : [
          gateway('PolicyLayer before, allows all', open, before),
          gateway('PolicyLayer before, 1,000 rules', ruled, before),
        ]),
    { name: 'SDK server and client', start: () => sdkProxy(upstream) },
    { name: 'mcp-proxy, server over stdio', start: () => mcpProxy() },
  ];
}

async function ours(databaseUrl: string, folder: string, tenant: Tenant, bundle?: string): Promise<Running> {
  const gateway = await startGateway(databaseUrl, join(folder, 'gateway'), bundle);
  const { child } = gateway;
  return { url: gateway.urlOf(tenant), token: tenant.token, pids: [Number(child.pid)], stop: () => end(child) };
}

async function sdkProxy(upstream: string): Promise<Running> {
  const child = fork(join(import.meta.dirname, 'sdk-proxy.ts'), [upstream], { execArgv: ['--import', 'tsx'] });
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/mcp`, token: null, pids: [Number(child.pid)], stop: () => end(child) };
}

async function mcpProxy(): Promise<Running> {
  const port = await freePort();
  const program = join(createRequire(import.meta.url).resolve('mcp-proxy'), '../bin/mcp-proxy.mjs');
  const server = ['--import', 'tsx', join(import.meta.dirname, 'stdio-server.ts')];
  const options = ['--host', '127.0.0.1', '--port', String(port), '--server', 'stream', '--stateless'];
  const child = spawn(process.execPath, [program, ...options, '--', process.execPath, ...server], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/mcp`;
  await untilAnswers(url);
  return { url, token: null, pids: [Number(child.pid)], stop: () => end(child) };
}

async function nginx(upstream: string, parent: string): Promise<Running> {
  const port = await freePort();
  const { host, pathname } = new URL(upstream);
  const folder = join(parent, `nginx-${port}`);
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log /dev/null;
events { worker_connections 1024; }
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder}; keepalive_requests 10000000;
  upstream server { server ${host}; keepalive 128; keepalive_requests 10000000; }
  server {
    listen 127.0.0.1:${port};
    location = /mcp { proxy_pass http://server${pathname}; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}`,
  );
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', '/dev/null'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/mcp`;
  await untilAnswers(url);
  return { url, token: null, pids: [Number(child.pid)], stop: () => end(child) };
}

async function untilAnswers(url: string): Promise<void> {
  for (let times = 0; times < 300; times += 1) {
    if (await answers(url)) return;
    await delay(100);
  }
  throw new Error(`Nothing answers at ${url}.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exited, delay(5_000).then(() => child.kill('SIGKILL'))]);
}
