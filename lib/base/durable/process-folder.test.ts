import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProcessFolder, type ProcessFolder } from './process-folder';

let parent: string;
const open: ProcessFolder[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'policylayer-durable-'));
});
afterEach(() => {
  for (const folder of open.splice(0)) folder.release();
  rmSync(parent, { recursive: true });
});

async function start(within = parent): Promise<ProcessFolder> {
  const folder = await openProcessFolder(within);
  open.push(folder);
  return folder;
}

test('of several concurrent starts, one takes over the folder of a dead process', async () => {
  const dead = await start();
  writeFileSync(join(dead.path, 'left'), '');
  dead.release();
  const next = await Promise.all([start(), start(), start()]);
  const inherited = next.flatMap((folder) => folder.inherited);
  expect(inherited.filter((folder) => existsSync(join(folder, 'left')))).toHaveLength(1);
});

test('an inherited folder that was not processed goes to the next process', async () => {
  const first = await start();
  writeFileSync(join(first.path, 'left'), '');
  first.release();
  (await start()).release();
  const third = await start();
  expect(third.inherited.filter((folder) => existsSync(join(folder, 'left')))).toHaveLength(1);
});

test('an unprocessed folder is not nested deeper by restarts', async () => {
  for (let restart = 0; restart < 20; restart += 1) {
    const folder = await start();
    writeFileSync(join(folder.path, `left-${restart}`), '');
    folder.release();
  }
  const last = await start();
  expect(last.inherited).toHaveLength(20);
  const depth = last.path.split('/').length + 1;
  for (const folder of last.inherited) expect(folder.split('/')).toHaveLength(depth);
  expect(
    last.inherited.flatMap((folder) => readdirSync(folder)).filter((name) => name.startsWith('left')),
  ).toHaveLength(20);
});

test('folders that a process inherited are found when it dies beside others', async () => {
  const first = await start();
  const other = await start();
  first.release();
  const second = await start();
  second.release();
  const dead = await other.findDead();
  expect(dead).toEqual([join(second.path, 'inherited-0'), second.path]);
});

test('the folder of a live process is left alone', async () => {
  const first = await start();
  const second = await start();
  expect(second.inherited).toEqual([]);
  expect(await second.findDead()).toEqual([]);
  expect(existsSync(first.path)).toBe(true);
});

test('a path that is too long for a Unix socket works', async () => {
  const long = join(parent, 'a'.repeat(120), 'b'.repeat(120));
  mkdirSync(long, { recursive: true });
  (await start(long)).release();
  const next = await start(long);
  expect(next.inherited).toHaveLength(1);
});
