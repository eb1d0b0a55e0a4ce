import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallSink } from '@/lib/engines/gateway/record/call-sink';
import { CannotLog } from './call-log';
import { drain, filesLeft, ids, makeSink, row, startCallLog } from './call-log.test-data';

let folder: string;
const kills: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-calls-'));
});
afterEach(() => {
  for (const kill of kills.splice(0)) kill();
  rmSync(folder, { recursive: true });
});

async function start(sink: CallSink, bytesMax?: number) {
  const started = await startCallLog(folder, sink, bytesMax);
  kills.push(started.kill);
  return started;
}

test('rows are written in batches, in order, and what is left is written at the end', async () => {
  const state = makeSink();
  const { calls } = await start(state.sink);
  for (let id = 0; id < 1_200; id += 1) calls.add(row(id));
  await calls.close();
  expect(state.ids()).toEqual(ids(0, 1_200));
  expect(Math.max(...state.batches)).toBe(500);
  expect(state.touched).toEqual(['grant', 'server']);
  expect(filesLeft(folder)).toEqual([]);
});

test('a call that was begun is a row whatever ends the process, and one that ended is the row it ended with', async () => {
  const state = makeSink();
  const first = await start(state.sink);
  await Promise.all([1, 2, 3].map((id) => first.calls.begin(row(id))));
  first.calls.add(row(1));
  await expect.poll(() => state.ids()).toEqual(['1']);
  state.away = true;
  first.calls.add({ ...row(2), failure: 'timed out' });
  await expect.poll(() => first.calls.state().rowsInFile).toBe(1);
  first.kill();
  state.away = false;
  await drain(folder, state.sink);
  expect(state.stored()).toEqual([
    { id: '1', failure: null },
    { id: '2', failure: 'timed out' },
    { id: '3', failure: 'gateway ended' },
  ]);
  expect(filesLeft(folder)).toHaveLength(0);
});

test('rows go to the file as soon as the database refuses them, and to the database once it takes them', async () => {
  const state = makeSink();
  state.away = true;
  const first = await start(state.sink);
  for (let id = 0; id < 5_000; id += 1) first.calls.add(row(id));
  await expect.poll(() => first.calls.state().rowsInFile).toBe(5_000);
  expect(first.calls.state()).toMatchObject({ status: 'waiting', rowsInMemory: 0 });
  first.calls.add(row(5_000));
  await expect.poll(() => first.calls.state().rowsInFile).toBe(5_001);
  first.kill();
  state.away = false;
  await drain(folder, state.sink);
  expect(state.ids()).toEqual(ids(0, 5_001));
});

test('a database that hangs holds up no row: what waits for it goes to the file, and nothing is stored twice', async () => {
  const state = makeSink();
  state.hangs = true;
  const { calls } = await start(state.sink);
  for (let id = 0; id < 1_000; id += 1) calls.add(row(id));
  await expect.poll(() => calls.state(), { timeout: 5_000 }).toMatchObject({ rowsInMemory: 0, rowsInFile: 1_000 });
  state.answer();
  await expect.poll(() => calls.state(), { timeout: 5_000 }).toMatchObject({ status: 'stored', bytesInFile: 0 });
  expect(new Set(state.ids())).toEqual(new Set(ids(0, 1_000)));
});

test('the end does not wait for a database that hangs', async () => {
  const state = makeSink();
  state.hangs = true;
  const { calls, kill } = await start(state.sink);
  for (let id = 0; id < 10; id += 1) calls.add(row(id));
  await calls.close();
  kill();
  state.answer();
  const after = makeSink();
  await drain(folder, after.sink);
  expect(after.ids()).toEqual(ids(0, 10));
});

test('a database that stays away costs bounded memory and loses no row', async () => {
  const state = makeSink();
  state.away = true;
  const { calls } = await start(state.sink);
  for (let id = 0; id < 45_000; id += 1) calls.add(row(id));
  expect(calls.waiting()).toBeLessThanOrEqual(20_000);
  state.away = false;
  await calls.close();
  await drain(folder, state.sink);
  expect(new Set(state.ids())).toEqual(new Set(ids(0, 45_000)));
});

test('a file at its bound lets no call begin, says so, and counts the rows that nobody can keep', async () => {
  const state = makeSink();
  state.away = true;
  const { calls } = await start(state.sink, 2_000);
  for (let id = 0; id < 25_000; id += 1) calls.add(row(id));
  await expect.poll(() => calls.state()).toMatchObject({ rowsInMemory: 20_000, rowsLost: 5_000 });
  await expect(calls.begin(row(1))).rejects.toThrow(CannotLog);
  state.away = false;
  await expect.poll(() => state.ids().length, { timeout: 10_000 }).toBe(20_000);
  await expect(calls.begin(row(30_000))).resolves.toBeUndefined();
  await calls.close();
});
