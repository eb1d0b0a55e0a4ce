import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUpstream, type Upstream } from '@/e2e/upstream';
import { freePort } from '@/lib/base/network/free-port';
import { gatewayProgram } from '@/lib/engines/gateway/testing/process.test-data';
import { modern } from '@/lib/engines/gateway/testing/test-gate';
import { type Installation, makeInstallation } from '@/lib/engines/gateway-store/test-installation';

let folder: string;
let upstream: Upstream;
let installation: Installation;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-gateway-'));
  upstream = await startUpstream({ tools: ['read'] });
  installation = await makeInstallation(upstream.url, { version: '1', default: 'allow' });
  await installation.addTool('read');
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await upstream.close();
  await installation.close();
  rmSync(folder, { recursive: true });
});

async function startGateway(over: Record<string, string>): Promise<ChildProcess> {
  const environment = { ...process.env, DATABASE_URL: installation.gatewayUrl, DATA_DIR: folder, ...over };
  const child = spawn(process.execPath, [await gatewayProgram()], { env: environment });
  children.push(child);
  return child;
}

test('the gateway says one line when it listens, and drains when it is asked to end', async () => {
  const port = await freePort();
  const child = await startGateway({ GATEWAY_PORT: String(port), GATEWAY_URL: `http://127.0.0.1:${port}` });
  const [line] = await once(child.stdout!, 'data');
  expect(String(line)).toBe(`The gateway listens on http://127.0.0.1:${port}\n`);

  const headers = { authorization: `Bearer ${installation.token}` };
  const url = `http://127.0.0.1:${port}/mcp/${installation.id.server}`;
  const answer = await fetch(url, modern('tools/call', { name: 'read', arguments: { a: 1 } }, headers));
  expect(await answer.text()).toContain('{\\"a\\":1}');
  const listening = await fetch(url, modern('subscriptions/listen', { notifications: {} }, headers));
  child.kill('SIGTERM');
  expect(await listening.text()).toContain('"resultType":"complete"');
  expect(await once(child, 'exit')).toEqual([0, null]);

  const { rows } = await installation.pool.query(
    'SELECT "method", "tool", "outcome", "upstreamStatus" FROM "Call" ORDER BY "id"',
  );
  expect(rows).toEqual([
    { method: 'tools/call', tool: 'read', outcome: 'allow', upstreamStatus: 200 },
    { method: 'subscriptions/listen', tool: null, outcome: 'allow', upstreamStatus: 200 },
  ]);
  const { rows: grants } = await installation.pool.query('SELECT "lastUsedAt" FROM "Grant"');
  expect(grants[0].lastUsedAt).toBeInstanceOf(Date);
});

test('a port that is taken and a database that is away are each one clear sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const port = String((taken.address() as AddressInfo).port);
  const unlucky = await startGateway({ GATEWAY_PORT: port });
  const lost = await startGateway({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' });
  const ends = Promise.all([once(unlucky, 'exit'), once(lost, 'exit')]);
  const [sentence, other] = await Promise.all([text(unlucky.stderr!), text(lost.stderr!)]);
  expect(sentence).toBe(`Port ${port} on 127.0.0.1 is taken; end what uses it or set GATEWAY_PORT.\n`);
  expect(other).toBe('The gateway cannot read its database: connect ECONNREFUSED 127.0.0.1:1\n');
  expect(await ends).toEqual([
    [1, null],
    [1, null],
  ]);
  taken.close();
});
