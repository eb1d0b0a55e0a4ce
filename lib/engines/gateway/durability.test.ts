import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type GatewayProcess, startProcess, startSilencer } from '@/lib/engines/gateway/testing/process.test-data';
import { modern } from '@/lib/engines/gateway/testing/test-gate';
import { type Installation, makeInstallation } from '@/lib/engines/gateway-store/test-installation';

// Each test starts the gateway several times.
vi.setConfig({ testTimeout: 240_000 });

const MAX = 30;

let folder: string;
let installation: Installation;
let server: Server;
let received = 0;
let silent = false;
const gateways: GatewayProcess[] = [];

/** A server that answers every call, or none while it is `silent`. */
function startServer(): Promise<string> {
  server = createServer(async (req, res) => {
    const { id } = (await json(req)) as { id: number };
    received += 1;
    if (silent) return;
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ jsonrpc: '2.0', id, result: { resultType: 'complete', content: [] } }));
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`)),
  );
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-durability-'));
  received = 0;
  silent = false;
  const limits = [{ counter: 'calls', window: 'hour', max: MAX }];
  installation = await makeInstallation(await startServer(), {
    version: '1',
    default: 'allow',
    tools: { limited: { limits } },
  });
  await installation.addTool('limited');
  await installation.addTool('free');
});
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.kill();
  server.closeAllConnections();
  server.close();
  await installation.pool.end();
  rmSync(folder, { recursive: true });
});

async function start(databaseUrl = installation.url): Promise<GatewayProcess> {
  const gateway = await startProcess({ ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder });
  gateways.push(gateway);
  return gateway;
}

type Answered = { result?: { isError?: boolean }; error?: { code: number; message: string }; id: number } | null;

/** Null: the gateway was gone before it answered. */
async function call({ base }: GatewayProcess, tool: string): Promise<Answered> {
  const request = modern(
    'tools/call',
    { name: tool, arguments: {} },
    { authorization: `Bearer ${installation.token}` },
  );
  const answer = await fetch(`${base}/mcp/${installation.id.server}`, request).catch(() => null);
  return answer && ((await answer.json().catch(() => null)) as Answered);
}

const many = (gateway: GatewayProcess, tool: string, count: number) => {
  return Promise.all(Array.from({ length: count }, () => call(gateway, tool)));
};

async function logged(): Promise<{ outcome: string; failure: string | null }[]> {
  const { rows } = await installation.pool.query('SELECT "outcome", "failure" FROM "Call" WHERE "outcome" = $1', [
    'allow',
  ]);
  return rows;
}

test('a gateway that is killed under load, twice, lets no more through than the limit, and logs each call it forwarded', async () => {
  // The first may have reserved for all of its calls and forwarded ten: then five are left.
  for (const more of [10, 1]) {
    const before = received;
    const gateway = await start();
    const load = many(gateway, 'limited', 25);
    await expect.poll(() => received, { interval: 1, timeout: 20_000 }).toBeGreaterThanOrEqual(before + more);
    await gateway.kill();
    await load;
  }
  const last = await start();
  await many(last, 'limited', 2 * MAX);
  expect(await call(last, 'limited')).toMatchObject({ result: { isError: true } });
  expect(received).toBeLessThanOrEqual(MAX);
  expect(await last.end()).toEqual([0, null]);
  const rows = await logged();
  expect(rows.length).toBeGreaterThanOrEqual(received);
  expect(rows.length).toBeLessThanOrEqual(MAX);
});

test('calls under way when the gateway is killed are rows that say so', async () => {
  silent = true;
  const gateway = await start();
  const load = many(gateway, 'free', 5);
  await expect.poll(() => received).toBe(5);
  await gateway.kill();
  await load;
  const next = await start();
  await expect.poll(logged, { timeout: 10_000 }).toEqual(Array(5).fill({ outcome: 'allow', failure: 'gateway ended' }));
  expect((await next.health()).calls).toMatchObject({ status: 'stored', rowsInMemory: 0, bytesInFile: 0 });
});

test('calls under way when the gateway is asked to end are answered with an error under their id, and logged, however often it is asked', async () => {
  silent = true;
  const gateway = await start();
  const load = many(gateway, 'free', 5);
  await expect.poll(() => received).toBe(5);
  const ended = gateway.end();
  await expect.poll(() => gateway.health().catch(() => 'nobody')).toBe('nobody');
  // A service manager signals each process of its service, and the launcher signals its own.
  void gateway.end();
  const error = { code: 1006, message: expect.stringContaining('not known') };
  expect(await load).toEqual(Array(5).fill(expect.objectContaining({ id: 1, error: expect.objectContaining(error) })));
  expect(await ended).toEqual([0, null]);
  expect(await logged()).toEqual(Array(5).fill({ outcome: 'allow', failure: 'gateway ended' }));
});

test('calls go on while the database hangs, and their rows come in later, whether the gateway is killed or asked to end', async () => {
  const database = await startSilencer(installation.url);
  const gateways = [await start(database.url), await start(database.url)];
  database.silence();
  const [killed, asked] = gateways as [GatewayProcess, GatewayProcess];
  for (const gateway of gateways) {
    const answers = await many(gateway, 'free', 50);
    expect(answers.filter((answer) => answer?.result && !answer.result.isError)).toHaveLength(50);
  }
  const kept = { rowsInMemory: 0, rowsInFile: 50 };
  await expect.poll(async () => (await killed.health()).calls, { timeout: 10_000 }).toMatchObject(kept);
  await killed.kill();
  expect(await asked.end()).toEqual([0, null]);
  expect(await logged()).toEqual([]);
  database.close();
  await start();
  await expect.poll(logged, { timeout: 10_000 }).toEqual(Array(100).fill({ outcome: 'allow', failure: null }));
});
