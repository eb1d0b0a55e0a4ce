import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUpstream, type Upstream } from '@/e2e/upstream';
import { type GatewayProcess, startProcess } from '@/lib/engines/gateway/testing/process.test-data';
import { modern } from '@/lib/engines/gateway/testing/test-gate';
import { type Installation, makeInstallation } from '@/lib/engines/gateway-store/test-installation';

const canLimit = spawnSync('prlimit', ['--version']).status === 0;

let folder: string;
let upstream: Upstream;
let installation: Installation;
let gateway: GatewayProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-full-'));
  upstream = await startUpstream({ tools: ['free', 'limited'] });
  const limits = [{ counter: 'calls', window: 'hour', max: 3 }];
  installation = await makeInstallation(upstream.url, {
    version: '1',
    default: 'allow',
    tools: { limited: { limits } },
  });
  for (const tool of ['free', 'limited']) await installation.addTool(tool);
  gateway = await startProcess({ ...process.env, DATABASE_URL: installation.gatewayUrl, DATA_DIR: folder });
});
afterAll(async () => {
  await gateway?.kill();
  await upstream.close();
  await installation.close();
  rmSync(folder, { recursive: true });
});

/** From now on the system takes no byte more of this process, as a full disk does, or takes them again. */
const disk = (bytes: string) => execFileSync('prlimit', ['--pid', String(gateway.pid), `--fsize=${bytes}:unlimited`]);

async function call(tool: string): Promise<string> {
  const headers = { authorization: `Bearer ${installation.token}` };
  const request = modern('tools/call', { name: tool, arguments: {} }, headers);
  return (await fetch(`${gateway.base}/mcp/${installation.id.server}`, request)).text();
}

const states = async () => {
  const { status, calls, counters } = await gateway.health();
  return [status, calls.status, counters];
};

test.runIf(canLimit)(
  'a full disk refuses calls with the reason, and none is forgotten; once it has room they pass again',
  async () => {
    const good = '"content":[{"type":"text","text":"{}"}]';
    expect(await call('limited')).toContain(good);
    expect(await states()).toEqual(['ready', 'stored', 'kept']);

    disk('1');
    expect(await call('limited')).toContain('cannot be counted now');
    expect(await call('free')).toContain('cannot be logged now');
    expect(await states()).toEqual(['call log unwritable', 'unwritable', 'unwritable']);
    expect((await fetch(`${gateway.base}/health/live`)).status).toBe(200);

    disk('unlimited');
    // Nobody sends calls to a gateway that is not ready, so it finds out by itself.
    await expect.poll(states).toEqual(['ready', 'stored', 'kept']);
    expect(await call('free')).toContain(good);
    for (let time = 0; time < 2; time += 1) expect(await call('limited')).toContain(good);
    expect(await call('limited')).toContain('The limit of 3 calls');

    await gateway.kill();
    gateway = await startProcess({ ...process.env, DATABASE_URL: installation.gatewayUrl, DATA_DIR: folder });
    expect(await states()).toEqual(['ready', 'stored', 'kept']);
    expect(await call('limited')).toContain('The limit of 3 calls');
    const logged = async () => {
      const { rows } = await installation.pool.query(`SELECT count(*)::integer FROM "Call" WHERE "outcome" = 'allow'`);
      return rows[0].count;
    };
    await expect.poll(logged).toBe(4);
  },
);
