import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '@/cli/settings';
import { bestTier, type Tier } from './confine';
import { runServer } from './run';

// Each server below does what a hostile package would do, and reports what it achieved as the names of its tools.

let folder: string;
const isRoot = process.getuid?.() === 0;
const tier = bestTier(mkdtempSync(join(tmpdir(), 'introspect-tier-')));
const isolated = tier === 'namespaces';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'introspect-test-'));
  chmodSync(folder, 0o711);
  process.env.POLICYLAYER_TEST_SECRET = 'a-secret-of-ours';
});

afterAll(() => {
  delete process.env.POLICYLAYER_TEST_SECRET;
  rmSync(folder, { recursive: true, force: true });
});

/** A server whose list of tools is what `findings` (the body of an async function) returns. */
function serverFinding(findings: string): string {
  return `
    const reply = (id, result) => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
    const attempt = async (act) => { try { await act(); return true; } catch { return false; } };
    const findings = async (params) => { ${findings} };
    require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
      const { id, method, params } = JSON.parse(line);
      if (method === 'initialize') reply(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'test', version: '1' } });
      if (method === 'tools/list') {
        const found = await findings(params);
        reply(id, Array.isArray(found) ? { tools: found.map((name) => ({ name, inputSchema: { type: 'object' } })) } : found);
      }
    });`;
}

type Options = { network?: boolean; settings?: Record<string, string>; tier?: Tier; answerMs?: number };

async function run(source: string, { network = false, settings = {}, tier, answerMs = 30_000 }: Options = {}) {
  const own = mkdtempSync(join(folder, 'run-'));
  mkdirSync(join(own, 'package'));
  writeFileSync(join(own, 'package', 'server.cjs'), source);
  return await runServer({ folder: own, script: 'server.cjs', args: [], settings, network }, tier, answerMs);
}

async function found(source: string, options?: Options): Promise<string[]> {
  const answer = await run(serverFinding(source), options);
  if ('failed' in answer) throw new Error(`${answer.failed} ${answer.complaint}`);
  return answer.tools.map(({ name }) => name);
}

/** Processes of this machine whose command line has `mark`. */
function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

const tiers: Tier[] = [...(isolated ? (['namespaces'] as const) : []), isRoot ? 'account' : 'none'];

test.each(tiers)('a server has none of our settings, only a path, a home and what was given (%s)', async (tier) => {
  const names = await found('return Object.keys(process.env).sort();', { settings: { SERVICE_API_KEY: 'none' }, tier });
  expect(names).toEqual(['HOME', 'LANG', 'PATH', 'SERVICE_API_KEY', 'TMPDIR']);
});

test.each(tiers)('a server cannot read our settings from the processes around it (%s)', async (tier) => {
  const source = `
    const fs = require('node:fs');
    const readable = fs.readdirSync('/proc').filter((entry) => /^\\d+$/.test(entry)).filter((entry) => {
      try { return fs.readFileSync('/proc/' + entry + '/environ', 'utf8').includes('a-secret-of-ours'); } catch { return false; }
    });
    return ['read ' + readable.length];`;
  if (tier !== 'none') expect(await found(source, { tier })).toEqual(['read 0']);
});

test.skipIf(!isRoot)('a server does not run as root, gains no privilege and belongs to no group of ours', async () => {
  for (const tier of tiers) {
    const [uid, groups, capabilities, privileges] = await found(
      `
      const status = require('node:fs').readFileSync('/proc/self/status', 'utf8');
      return [String(process.getuid()), process.getgroups().join(), /CapEff:\\s*(\\w+)/.exec(status)[1], /NoNewPrivs:\\s*(\\d)/.exec(status)[1]];`,
      { tier },
    );
    expect(Number(uid)).toBeGreaterThanOrEqual(1_900_000_000);
    expect(groups).toBe(uid);
    expect([capabilities, privileges]).toEqual(['0000000000000000', '1']);
  }
});

test.skipIf(!isRoot)('a foreign server is never started as root', async () => {
  await expect(run('', { tier: 'none' })).rejects.toThrow('never started as root');
});

test.skipIf(!isolated)('a server sees neither our files nor our processes', async () => {
  const ours = JSON.stringify([join(root, 'package.json'), folder, '/etc/shadow', '/root', '/var', '/sys/fs']);
  const names = await found(`
    const fs = require('node:fs');
    const processes = fs.existsSync('/proc/self') ? fs.readdirSync('/proc').filter((entry) => /^\\d+$/.test(entry)).length : 0;
    return ['processes ' + (processes < 10 ? 'few' : 'many'), ...${ours}.filter((path) => fs.existsSync(path))];`);
  expect(names).toEqual(['processes few']);
});

test.skipIf(!isolated)('a server writes to its home, which is gone when it ends, and nowhere else', async () => {
  const mark = randomUUID();
  const places = JSON.stringify(['/', '/usr', '/usr/bin', '/package', '/etc', '/opt/node/bin', folder, root, tmpdir()]);
  const names = await found(`
    const fs = require('node:fs');
    const home = process.env.HOME;
    return [home, ...${places}].filter((place) => {
      try { fs.writeFileSync(place + '/${mark}', 'x'); return true; } catch { return false; }
    });`);
  expect(names).toEqual(['/home', '/tmp']);
  expect(existsSync(join('/home', mark))).toBe(false);
  expect(existsSync(join('/tmp', mark))).toBe(false);
});

test.skipIf(!isolated)('a server reaches this machine only when the network is asked for', async () => {
  let connections = 0;
  const listener = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).destroy();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const source = `
    const reached = await attempt(() => new Promise((resolve, reject) => {
      require('node:net').connect(${port}, '127.0.0.1').once('connect', resolve).once('error', reject);
    }));
    return [reached ? 'reached' : 'refused', ...Object.keys(require('node:os').networkInterfaces()).filter((name) => name !== 'lo')];`;
  expect(await found(source)).toEqual(['refused']);
  expect(connections).toBe(0);
  const shared = await run(serverFinding(source), { network: true });
  expect(shared).toMatchObject({ lacks: ["It shares this machine's network, local addresses included."] });
  expect('tools' in shared && shared.tools[0]?.name).toBe('reached');
  expect(connections).toBe(1);
  listener.close();
});

test.each(tiers.filter((tier) => tier !== 'none'))(
  'a process that a server leaves behind in a group of its own ends with it (%s)',
  async (tier) => {
    const mark = randomUUID();
    const names = await found(
      `
      const { spawn } = require('node:child_process');
      const stays = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${mark}'], { detached: true, stdio: 'ignore' });
      stays.unref();
      await new Promise((resolve) => stays.once('spawn', resolve));
      return ['spawned'];`,
      { tier },
    );
    expect(names).toEqual(['spawned']);
    await expect.poll(() => processesWith(mark), { timeout: 5000 }).toEqual([]);
  },
);

test.skipIf(!isolated)('a server ends with us, even when we are killed', async () => {
  const mark = randomUUID();
  const own = mkdtempSync(join(folder, 'run-'));
  mkdirSync(join(own, 'package'));
  writeFileSync(join(own, 'package', `${mark}.cjs`), 'setInterval(() => {}, 1000)');
  const program = JSON.stringify({ folder: own, script: `${mark}.cjs`, args: [], settings: {}, network: false });
  const script = `import('@/cli/introspect/run').then(({ runServer }) => runServer(${program}))`;
  const us = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    stdio: 'ignore',
  });
  const jailed = () => processesWith(`/package/${mark}.cjs`).length;
  await expect.poll(jailed, { timeout: 20_000 }).toBeGreaterThan(0);
  us.kill('SIGKILL');
  await expect.poll(jailed, { timeout: 5000 }).toBe(0);
});

test.each(tiers)('a server that prints without end is ended (%s)', async (tier) => {
  const answer = await run("for (;;) require('node:fs').writeSync(1, 'x'.repeat(65536));", { tier });
  expect(answer).toMatchObject({ failed: 'It prints more than 32 MiB.' });
});

test('a server that complains without end is ended, and only the start of its complaint is kept', async () => {
  const answer = await run("for (;;) require('node:fs').writeSync(2, 'x'.repeat(65536));");
  expect(answer).toMatchObject({ failed: 'It prints more than 32 MiB.' });
  expect('failed' in answer && answer.complaint.length).toBe(64 * 1024);
});

test('a server that pages for ever is refused', async () => {
  const answer = await run(serverFinding("return { tools: [{ name: 'again' }], nextCursor: 'more' };"));
  expect(answer).toMatchObject({ failed: 'Its list has more than 50 pages.' });
});

test('a server that never answers is ended in time', async () => {
  const before = Date.now();
  const answer = await run('setInterval(() => {}, 1000);', { answerMs: 1000 });
  expect(answer).toMatchObject({ failed: 'It did not answer within 1 seconds.' });
  expect(Date.now() - before).toBeLessThan(15_000);
});

test('a server that ends before it answers is reported with what it complained about', async () => {
  const answer = await run("console.error('SERVICE_API_KEY is missing'); process.exitCode = 3;");
  expect(answer).toMatchObject({ failed: 'It ended before it answered (exit 3).' });
  expect('failed' in answer && answer.complaint).toContain('SERVICE_API_KEY is missing');
});

test('lines that are no messages, answers to nobody and a list of nothing are not taken for tools', async () => {
  const noise = 'console.log(\'Ready!\'); console.log(\'{"jsonrpc":"2.0","id":99,"result":{}}\'); return [];';
  expect(await run(serverFinding(noise))).toMatchObject({ failed: 'It lists no tools.' });
});

const hasLimits = spawnSync('prlimit', ['--version']).status === 0;

test.skipIf(!hasLimits)('a server cannot take more memory than it may', async () => {
  const source = 'const kept = []; for (;;) kept.push(Buffer.alloc(64 * 1024 * 1024, 1));';
  const answer = await run(`${source}`);
  expect('failed' in answer && answer.failed).toMatch(/^It ended before it answered/);
});

test.skipIf(!hasLimits)('a server cannot start processes or write files without end', async () => {
  const names = await found(`
    const { spawn } = require('node:child_process');
    const { readFile, writeFile } = require('node:fs/promises');
    // Node's own threads first: it ends when it cannot have them.
    await Promise.all([1, 2, 3, 4].map(() => readFile(__filename)));
    let started = 0;
    for (let count = 0; count < 400; count += 1) {
      const child = spawn('sleep', ['60'], { stdio: 'ignore' });
      child.on('error', () => {});
      if (child.pid) started += 1;
    }
    const grown = await attempt(() => writeFile(process.env.HOME + '/large', Buffer.alloc(130 * 1024 * 1024)));
    return [started < 400 ? 'processes bounded' : 'processes endless', grown ? 'file endless' : 'file bounded'];`);
  expect(names).toEqual(['processes bounded', 'file bounded']);
});

test('what the system cannot do is said', async () => {
  const answer = await run(serverFinding("return ['one'];"), { tier: isRoot ? 'account' : 'none' });
  expect(answer.lacks.join(' ')).toContain('its network is not taken away');
});
