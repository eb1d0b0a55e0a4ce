import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { buildBundles } from '@/bin/launcher/bundle';
import { explain, step } from '@/bin/launcher/progress';
import { root } from '@/bin/launcher/settings';
import { costly } from '@/cli/attack/load/costly-policy';
import { callFor } from '@/cli/attack/load/small-calls';
import { applyMigrations } from '@/lib/base/database/migrate';
import { startReaper } from '@/lib/base/database/reaper';
import { openDatabase } from '@/lib/base/database/start-database';
import { type Gateway, startGateway } from './neighbours-gateway';
import { type Load, printLoads } from './neighbours-table';
import { addTenant, publishAgain, type Tenant } from './neighbours-tenants';

// `npm run bench:neighbours -- [--only <words>] [--seconds 4] [--runs 3]`: what one organisation's small calls cost in time
// while another organisation attacks. Gateway, PostgreSQL, the server behind and this process share the machine's cores
// with the generator of the attack, which takes only idle processor time, at a bounded rate. "small calls" is the honest
// baseline: the same generator doing nothing wrong.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '4' },
    runs: { type: 'string', default: '3' },
  },
});
const seconds = Number(values.seconds);
const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), 'policylayer-bench-'));
// PostgreSQL's own account must pass through when root runs this; what lies within stays closed.
chmodSync(folder, 0o711);
const leaveNothing = startReaper(folder);
const children: ChildProcess[] = [];

try {
  await step('Gateway', () => buildBundles());
  const database = await step('PostgreSQL', () => openDatabase({ dataDir: folder }));
  await applyMigrations(database.url);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  // The database goes before what still uses it when something fails.
  client.on('error', () => {});
  printLoads(await measureAll(client, database.url));
  await client.end();
  await database.stop();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
for (const child of children) child.kill('SIGKILL');
await leaveNothing();

async function measureAll(client: Client, databaseUrl: string): Promise<Load[]> {
  const upstream = await startServer([]);
  const victim = await addTenant(client, upstream, { version: '1', default: 'allow' }, ['read']);
  const listed = Array.from({ length: 3_000 }, (_, at) => `tool_${at}`);
  const attacker = await addTenant(client, await startServer(['attacker']), costly, [
    'read',
    'search',
    'count',
    'large',
    ...listed,
  ]);
  const names = Array.from({ length: 15_000 }, (_, at) => `${'n'.repeat(110)}_${at}`);
  const publisher = await addTenant(client, upstream, { version: '1', default: 'allow' }, names);
  const gateway = await step('Gateway starts', () => startGateway(databaseUrl, join(folder, 'gateway')));
  children.push(gateway.child);
  await callFor(gateway.urlOf(victim), victim.token, 2);
  const loads: Load[] = [];
  for (const name of await attackNames()) {
    if (!name.includes(values.only)) continue;
    const run = () => underAttack(gateway, victim, () => attack(gateway, attacker, name));
    loads.push(await step(name, () => repeat(name, gateway, victim, run)));
  }
  const publishing = () => underAttack(gateway, victim, async () => publish(client, publisher));
  const name = '15,000 long names, publishing';
  if (name.includes(values.only)) loads.push(await step(name, () => repeat(name, gateway, victim, publishing)));
  return loads;
}

/** Alone and under attack in turn, so that the machine's moods weigh on both. */
async function repeat(name: string, gateway: Gateway, victim: Tenant, run: () => Promise<number[]>): Promise<Load> {
  const load: Load = { name, alone: [], attacked: [], peakMb: 0 };
  for (let time = 0; time < runs; time += 1) {
    load.alone.push(await callFor(gateway.urlOf(victim), victim.token, seconds));
    load.attacked.push(await run());
    load.peakMb = Math.max(load.peakMb, gateway.memoryMb());
    await delay(500);
  }
  return load;
}

async function underAttack(gateway: Gateway, victim: Tenant, begin: () => Promise<() => void>): Promise<number[]> {
  const end = await begin();
  await delay(1_000);
  const times = await callFor(gateway.urlOf(victim), victim.token, seconds);
  end();
  return times;
}

async function attack(gateway: Gateway, attacker: Tenant, name: string): Promise<() => void> {
  const child = start('attacks.ts', [name, gateway.urlOf(attacker), attacker.token]);
  await once(child, 'message');
  return () => void child.kill('SIGKILL');
}

async function publish(client: Client, publisher: Tenant): Promise<() => void> {
  const timer = setInterval(() => void publishAgain(client, publisher), 200);
  return () => clearInterval(timer);
}

async function attackNames(): Promise<string[]> {
  const child = start('attacks.ts', ['none', 'http://127.0.0.1:1/', '']);
  const [names] = await once(child, 'message');
  child.kill('SIGKILL');
  return names;
}

async function startServer(args: string[]): Promise<string> {
  const [port] = await once(start('upstream.ts', args), 'message');
  return `http://127.0.0.1:${port}/mcp`;
}

function start(file: string, args: string[]): ChildProcess {
  const child = fork(join(root, 'cli', 'attack', 'load', file), args, { execArgv: ['--import', 'tsx'] });
  children.push(child);
  return child;
}
