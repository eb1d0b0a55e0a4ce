import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isReachableByAll } from '@/lib/base/database/account';
import { startChild } from './child';
import { leastPrivilege } from './least-privilege';
import { root } from './settings';

const asRoot = process.getuid?.() === 0;

let dataDir: string;
const said: string[] = [];
const warn = (sentence: string) => said.push(sentence);
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'policylayer-accounts-'));
  said.length = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true }));

if (!asRoot)
  test('without root, everything runs as the one account', () => {
    expect(leastPrivilege(dataDir, warn)).toEqual({ console: undefined, gateway: undefined, worker: undefined });
    expect(said).toEqual([]);
  });

if (asRoot && isReachableByAll(root))
  test('started as root, each process runs as its own account', async () => {
    chmodSync(dataDir, 0o755);
    mkdirSync(join(dataDir, 'gateway'));
    writeFileSync(join(dataDir, 'gateway', 'counters.json'), '{}');
    const accounts = leastPrivilege(dataDir, warn);
    const uids = [0, accounts.console?.uid, accounts.gateway?.uid, accounts.worker?.uid];
    expect(new Set(uids).size).toBe(4);
    expect(statSync(join(dataDir, 'gateway', 'counters.json')).uid).toBe(accounts.gateway?.uid);
    expect(said).toEqual([]);
    const program =
      'process.exit(process.getuid() === Number(process.env.EXPECTED) && process.getgroups().length < 2 ? 0 : 1)';
    for (const account of [accounts.gateway, accounts.worker]) {
      const child = startChild('program', ['-e', program], { EXPECTED: String(account?.uid) }, account);
      expect(await child.ended).toBe('exit code 0');
    }
  });

if (asRoot && isReachableByAll(root))
  test('files that a gateway left as another account change owner, and targets of symbolic links do not', () => {
    chmodSync(dataDir, 0o755);
    const outside = join(dataDir, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'shadow'), '');
    const left = join(dataDir, 'gateway', 'process-1', 'inherited-0');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'calls-0.jsonl'), '', { mode: 0o600 });
    symlinkSync(join(outside, 'shadow'), join(dataDir, 'gateway', 'file'));
    symlinkSync(outside, join(dataDir, 'gateway', 'process-2'));
    const { gateway } = leastPrivilege(dataDir, warn);
    expect(statSync(join(left, 'calls-0.jsonl')).uid).toBe(gateway?.uid);
    expect([outside, join(outside, 'shadow')].map((path) => statSync(path).uid)).toEqual([0, 0]);
    // The folder belongs to the account now; a start is refused if it became a link.
    rmSync(join(dataDir, 'gateway'), { recursive: true });
    symlinkSync(outside, join(dataDir, 'gateway'));
    chownSync(dataDir, 0, 0);
    expect(() => leastPrivilege(dataDir, warn)).toThrow();
    expect(statSync(outside).uid).toBe(0);
  });

if (asRoot)
  test('a data directory that no other account can enter is reported as the reason for running as root', () => {
    expect(leastPrivilege(dataDir, warn)).toEqual({ console: undefined, gateway: undefined, worker: undefined });
    expect(said).toEqual([expect.stringContaining('run as root, because other accounts cannot enter')]);
  });
