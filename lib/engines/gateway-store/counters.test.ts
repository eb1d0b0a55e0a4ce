import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProcessFolder } from '@/lib/base/durable/process-folder';
import type { ReserveResult } from '@/lib/core/policy/limits/limit';
import { type Counters, openCounters } from './counters';

let folder: string;
const open: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-counters-'));
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  rmSync(folder, { recursive: true });
});

const owner = { organisation: 'o', grant: 'a' };
const once = [{ owner, key: 'grant:a:writes', windowMs: 60_000, max: 1, amount: 1 }];
const hourly = (max: number, over = {}) => [
  { owner, key: 'grant:a:calls', windowMs: 3_600_000, max, amount: 1, ...over },
];

/** The counters of one process. `kill` leaves everything as the system does when it ends a process at once. */
async function start(): Promise<Counters & { path: string; kill(): void }> {
  const own = await openProcessFolder(folder);
  const counters = await openCounters(undefined, { ...own, parent: folder });
  open.push(() => counters.close());
  return { ...counters, path: own.path, kill: own.release };
}

const journals = (path: string) => readdirSync(path).filter((name) => name.endsWith('.journal'));
const passed = (results: ReserveResult[]) => results.filter((result) => result.ok).length;

test('a process that is killed does not give a grant its limit anew', async () => {
  const first = await start();
  const calls = Array.from({ length: 50 }, () => first.store.reserve(hourly(30), 1_000));
  expect(passed(await Promise.all(calls))).toBe(30);
  first.kill();
  const second = await start();
  expect(await second.store.reserve(hourly(30), 2_000)).toMatchObject({ ok: false });
  expect(await second.store.reserve(hourly(31), 2_000)).toMatchObject({ ok: true });
  second.kill();
  const third = await start();
  expect(await third.store.reserve(hourly(31), 3_000)).toMatchObject({ ok: false });
  expect(await third.store.reserve(hourly(31), 3_601_000)).toMatchObject({ ok: true });
});

test('what was given back, and a session that ended, are remembered too', async () => {
  const first = await start();
  const granted = await first.store.reserve(once, 0);
  const session = [{ ...once[0], owner, session: 's', key: 'session:s:calls', windowMs: 60_000, max: 1, amount: 1 }];
  await first.store.reserve(session, 0);
  if (granted.ok) await first.store.giveBack(granted.receipt);
  await first.store.forget('s');
  // Nobody waits for these; the next count is written after them.
  await first.store.reserve(hourly(1), 0);
  first.kill();
  const second = await start();
  expect(await second.store.reserve(once, 1)).toMatchObject({ ok: true });
  expect(await second.store.reserve(session, 1)).toMatchObject({ ok: true });
});

test('the counters of a process that lives are left to it', async () => {
  const first = await start();
  await first.store.reserve(once, 0);
  const second = await start();
  expect(await second.store.reserve(once, 0)).toMatchObject({ ok: true });
  expect(await first.store.reserve(once, 1)).toMatchObject({ ok: false });
});

test('a line that was cut off by a kill costs that line only, which let no call through', async () => {
  const first = await start();
  await first.store.reserve(hourly(5), 0);
  first.kill();
  const [journal = ''] = journals(first.path);
  appendFileSync(join(first.path, journal), '1234abcd {"seq":2,"latestMs":1,"coun');
  const second = await start();
  expect(second.state()).toBe('kept');
  expect(await second.store.reserve(hourly(2), 1)).toMatchObject({ ok: true });
  expect(await second.store.reserve(hourly(2), 1)).toMatchObject({ ok: false, retryAfterMs: 3_600_000 - 1 });
});

test.each([
  [
    'a byte changed',
    (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('"amount":1', '"amount":0')),
  ],
  [
    'a step missing',
    (path: string) => writeFileSync(path, readFileSync(path, 'utf8').split('\n').toSpliced(1, 1).join('\n')),
  ],
  ['zeros in it', (path: string) => writeFileSync(path, `${'\0'.repeat(100)}\n`, { flag: 'r+' })],
])('a journal with %s makes every limit refuse for one window, and is kept aside', async (_, damage) => {
  const first = await start();
  for (let at = 0; at < 4; at += 1) await first.store.reserve(hourly(5), at);
  first.kill();
  const [journal = ''] = journals(first.path);
  damage(join(first.path, journal));
  const now = Date.now();
  const second = await start();
  const other = hourly(5, { key: 'grant:other:calls' });
  expect(await second.store.reserve(other, now)).toMatchObject({ ok: false, reason: expect.stringContaining('lost') });
  expect(second.state()).toBe('recovering');
  expect(readdirSync(join(folder, 'damaged-counters'))).toContain(journal);
  second.kill();
  const third = await start();
  expect(await third.store.reserve(other, now + 1_000)).toMatchObject({ ok: false });
  expect(await third.store.reserve(other, now + 3_700_000)).toMatchObject({ ok: true });
});

test('a snapshot that is not whole counts as damage, not as empty', async () => {
  const first = await start();
  await first.store.reserve(hourly(5), 0);
  first.kill();
  const second = await start();
  second.kill();
  const snapshot = readdirSync(second.path).find((name) => name.endsWith('.snapshot')) ?? '';
  truncateSync(join(second.path, snapshot), 90);
  const third = await start();
  expect(await third.store.reserve(hourly(5), Date.now())).toMatchObject({ ok: false });
});

test('the files stay in proportion to what is counted, however many calls are, and nothing is lost on the way', async () => {
  const first = await start();
  let granted = 0;
  for (let turn = 0; turn < 500; turn += 1) {
    const calls = Array.from({ length: 200 }, () => first.store.reserve(hourly(100_000, { windowMs: 10_000 }), turn));
    granted += passed(await Promise.all(calls));
  }
  expect(granted).toBe(100_000);
  const sizes = () => readdirSync(first.path).filter((name) => name.startsWith('counters'));
  await expect.poll(() => sizes().length).toBeLessThanOrEqual(2);
  first.kill();
  const copy = join(folder, 'copy');
  cpSync(first.path, copy, { recursive: true, filter: (path) => !path.endsWith('alive') });
  const second = await start();
  expect(await second.store.reserve(hourly(100_000, { windowMs: 10_000 }), 500)).toMatchObject({ ok: false });
  const free = hourly(100_000, { windowMs: 10_000, amount: 200 });
  expect(await second.store.reserve(free, 10_000)).toMatchObject({ ok: true });
  expect(await second.store.reserve(free, 10_000)).toMatchObject({ ok: false });
});

test('counters of version 0.1 are taken over once', async () => {
  const grants = [{ atMs: 1_000, amount: 1 }];
  const saved = { latestMs: 1_000, counters: [{ key: once[0]?.key, windowMs: 60_000, grants }] };
  writeFileSync(join(folder, 'counters.json'), JSON.stringify(saved));
  const first = await start();
  expect(await first.store.reserve(once, 2_000)).toMatchObject({ ok: false, retryAfterMs: 59_000 });
  expect(existsSync(join(folder, 'counters.json'))).toBe(false);
});

test('a shared store that cannot be reached refuses', async () => {
  const counters = await openCounters('redis://127.0.0.1:1', { path: folder, inherited: [], parent: folder });
  await expect(counters.store.reserve(once, 0)).rejects.toThrow();
  expect(counters.state()).toBe('away');
  await counters.close();
});
