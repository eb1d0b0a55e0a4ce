import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '@/bin/launcher/settings';
import { folder, found, isolated, isRoot, makeFolder, processesWith, run, serverFinding, tiers } from './hostile';

beforeAll(() => {
  process.env.POLICYLAYER_TEST_SECRET = 'a-secret-of-ours';
});

afterAll(() => {
  delete process.env.POLICYLAYER_TEST_SECRET;
});

test.each(tiers)('a server sees no settings of ours, only a path, a home and what it was given (%s)', async (tier) => {
  const names = await found('return Object.keys(process.env).sort();', { settings: { SERVICE_API_KEY: 'none' }, tier });
  expect(names).toEqual(['HOME', 'LANG', 'PATH', 'SERVICE_API_KEY', 'TMPDIR']);
});

test.each(tiers)('a server cannot read our settings from other processes (%s)', async (tier) => {
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
  const own = makeFolder('setInterval(() => {}, 1000)', `${mark}.cjs`);
  const program = JSON.stringify({ folder: own, script: `${mark}.cjs`, args: [], settings: {}, network: false });
  const script = `import('@/scripts/introspect/run').then(({ runServer }) => runServer(${program}))`;
  const us = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    stdio: 'ignore',
  });
  const jailed = () => processesWith(`/package/${mark}.cjs`).length;
  await expect.poll(jailed, { timeout: 20_000 }).toBeGreaterThan(0);
  us.kill('SIGKILL');
  await expect.poll(jailed, { timeout: 5000 }).toBe(0);
});

test('missing protections of the system are named', async () => {
  const answer = await run(serverFinding("return ['one'];"), { tier: isRoot ? 'account' : 'none' });
  expect(answer.lacks.join(' ')).toContain('its network is not taken away');
});
