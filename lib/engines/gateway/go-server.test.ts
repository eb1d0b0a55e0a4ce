import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { legacy, startGate, type TestGate } from '@/lib/engines/gateway/testing/test-gate';

const source = fileURLToPath(new URL('./go-server/', import.meta.url));
const hasGo = spawnSync('go', ['version']).status === 0;

const policy = {
  version: '1',
  default: 'allow',
  hide: ['gone'],
  tools: { kv: { deny_if: [{ conditions: [{ path: 'args.action', op: 'eq', value: 'delete' }] }] } },
};
const call = (params: string) => `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`;
const kv = (args: string) => call(`{"name":"kv","arguments":${args}}`);

/** Each runs what the policy refuses where Go's own reader is all that reads it. */
const shapes: Record<string, string> = {
  'a second key in another case': kv('{"action":"get","Action":"delete"}'),
  'a lone key in another case': kv('{"Action":"delete"}'),
  'a lone key in capitals': kv('{"ACTION":"delete"}'),
  'a second name': call('{"name":"kv","Name":"gone","arguments":{}}'),
  'a lone name in another case': call('{"Name":"gone","arguments":{}}'),
  'second arguments': call('{"name":"kv","arguments":{"action":"get"},"Arguments":{"action":"delete"}}'),
  'second arguments with a long s': call(
    '{"name":"kv","arguments":{"action":"get"},"argument\u017f":{"action":"delete"}}',
  ),
  'lone arguments with a long s': call('{"name":"kv","argument\u017f":{"action":"delete"}}'),
  'second params': '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"kv"},"Params":{"name":"gone"}}',
  'second params with a long s':
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"kv"},"param\u017f":{"name":"gone"}}',
  'a second method': '{"jsonrpc":"2.0","id":1,"method":"tools/list","Method":"tools/call","params":{"name":"gone"}}',
  'the same key twice': kv('{"action":"get","action":"delete"}'),
  'the same key twice, once escaped': kv('{"action":"get","\\u0061ction":"delete"}'),
};

describe.skipIf(!hasGo)('in front of a server written in Go (skipped where `go` is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'go-server-'));
  const ran: string[] = [];
  let server: ChildProcess;
  let url: string;
  let gate: TestGate;

  beforeAll(async () => {
    const env = {
      ...process.env,
      GOFLAGS: '-mod=mod',
      GOTOOLCHAIN: 'local',
      GOPROXY: 'off',
      GOCACHE: join(folder, 'cache'),
    };
    execFileSync('go', ['build', '-o', join(folder, 'server'), '.'], { cwd: source, env });
    server = spawn(join(folder, 'server'), { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: server.stdout! });
    const [port] = await once(lines, 'line');
    lines.on('line', (line: string) => ran.push(line));
    url = `http://127.0.0.1:${port}/mcp`;
    gate = await startGate({ upstreamUrl: url, tools: ['kv', 'gone'], policy });
  }, 180_000);
  afterAll(async () => {
    await gate?.close();
    server?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the server ran for one message, up to a call that is sent to it afterwards past the gateway. */
  async function runs(target: string, body: string): Promise<string[]> {
    ran.length = 0;
    await (await fetch(target, legacy(body))).text();
    await fetch(url, legacy(kv('{"action":"end"}')));
    await expect.poll(() => ran.at(-1)).toBe('tools/call kv end 0');
    return ran.slice(0, -1);
  }

  test.each(Object.entries(shapes))('%s does not run what is refused', async (_, body) => {
    expect(await runs(gate.url, body)).toEqual([]);
  });

  test('the server itself runs all of them', async () => {
    for (const [name, body] of Object.entries(shapes)) {
      await fetch(url, legacy(body));
      await expect.poll(() => ran.splice(0).at(-1), { message: name }).toMatch(/^tools\/call (gone|kv delete)/);
    }
  });

  test('a call that is allowed runs as it was sent, with an integer that no double holds', async () => {
    await fetch(gate.url, legacy(kv('{"action":"get","key":9223372036854775807}')));
    await expect.poll(() => ran.splice(0)).toEqual(['tools/call kv get 9223372036854775807']);
  });

  test('null for what may be absent is absent', async () => {
    await fetch(gate.url, legacy(call('{"name":"kv","arguments":null,"_meta":null}')));
    await expect.poll(() => ran.splice(0)).toEqual(['tools/call kv  0']);
  });
});
