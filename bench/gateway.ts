import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { buildBundles } from '@/bin/launcher/bundle';
import { explain, step } from '@/bin/launcher/progress';
import { root } from '@/bin/launcher/settings';
import { applyMigrations } from '@/lib/base/database/migrate';
import { startReaper } from '@/lib/base/database/reaper';
import { openDatabase } from '@/lib/base/database/start-database';
import { type Contestant, contestants, type Running } from './gateway-contestants';
import { load } from './gateway-load';
import { type Measured, printGateway } from './gateway-table';
import { addTenant } from './neighbours-tenants';

// `npm run bench:gateway -- [--only <words>] [--seconds 3] [--starts 3] [--before <gateway.mjs>]`: what a call costs through
// the gateway, beside other things that can stand there, over the same server with the same request. `--before` also
// measures the gateway that another checkout has built into its folder dist. All share the machine with wrk and the
// server, so only the ratios of one run mean something. Needs wrk and nginx.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '3' },
    starts: { type: 'string', default: '3' },
    before: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const WARM_SECONDS = 2;
const connectionCounts = [1, 16, 64];
const folder = mkdtempSync(join(tmpdir(), 'policylayer-bench-'));
chmodSync(folder, 0o711);
const leaveNothing = startReaper(folder);
const server = fork(join(root, 'cli', 'attack', 'load', 'upstream.ts'), [], { execArgv: ['--import', 'tsx'] });

try {
  await step('Gateway', () => buildBundles());
  const database = await step('PostgreSQL', () => openDatabase({ dataDir: folder }));
  await applyMigrations(database.url);
  const [port] = await once(server, 'message');
  const upstream = `http://127.0.0.1:${port}/mcp`;
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const open = await addTenant(client, upstream, { version: '1', default: 'allow' }, ['read']);
  const ruled = await addTenant(client, upstream, manyRules(), ['read']);
  await client.end();
  const setting = {
    upstream,
    upstreamPid: Number(server.pid),
    databaseUrl: database.url,
    folder,
    open,
    ruled,
    before: values.before,
  };
  const all = contestants(setting).filter(({ name }) => name.includes(values.only));
  const measured: Measured[] = [];
  // Round by round, so that the machine's moods weigh on all.
  for (let start = 0; start < Number(values.starts); start += 1) {
    for (const one of all) measured.push(...(await step(one.name, () => measure(one))));
  }
  printGateway(measured, connectionCounts);
  await database.stop();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
server.kill();
await leaveNothing();

async function measure({ name, start }: Contestant): Promise<Measured[]> {
  const running = await start();
  try {
    await load(running.url, running.token, 16, WARM_SECONDS, folder);
    const results: Measured[] = [];
    for (const connections of connectionCounts)
      results.push({ name, connections, ...(await measureAt(running, connections)) });
    return results;
  } finally {
    await running.stop();
  }
}

async function measureAt(
  { url, token, pids }: Running,
  connections: number,
): Promise<Omit<Measured, 'name' | 'connections'>> {
  const before = cpuMs(pids);
  const result = await load(url, token, connections, seconds, folder);
  return { ...result, cpuMicros: ((cpuMs(pids) - before) * 1_000) / result.requests };
}

/** Processor time of processes and of what they started, in milliseconds. */
function cpuMs(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of withChildren(pids)) {
    // A process that has just ended has no time to read.
    const [user = 0, system = 0] = statOf(pid)
      .replace(/^.*\) /, '')
      .split(' ')
      .slice(11, 13)
      .map(Number);
    ticks += user + system;
  }
  return ticks * 10;
}

function withChildren(pids: readonly number[]): Set<number> {
  const all = new Set(pids);
  const parents = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : '';
    const parent = Number(stat.replace(/^.*\) /, '').split(' ')[1]);
    return stat === '' ? [] : [[Number(name), parent] as const];
  });
  for (let size = 0; size !== all.size; ) {
    size = all.size;
    for (const [pid, parent] of parents) if (all.has(parent)) all.add(pid);
  }
  return all;
}

/** Empty where the process has ended. */
function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}

/** A policy as large as they get: 1,000 rules over 250 tools, of which the called one has its share, and limits. */
function manyRules(): object {
  const rules = (tool: string) => ({
    require: [
      { conditions: [{ path: 'args.path', op: 'path_within', value: ['/srv', `/home/${tool}`] }] },
      { conditions: [{ path: 'args.path', op: 'regex', value: '^/[a-z0-9./-]{1,200}$' }] },
    ],
    deny_if: [{ conditions: [{ path: 'args.path', op: 'ends_with', value: '.key' }] }],
    limits: [{ counter: 'calls', window: 'hour', max: 1_000_000_000 }],
  });
  const names = ['read', ...Array.from({ length: 249 }, (_, at) => `tool_${at}`)];
  return { version: '1', default: 'deny', tools: Object.fromEntries(names.map((name) => [name, rules(name)])) };
}
