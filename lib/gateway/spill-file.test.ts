import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProcessFolder } from '@/lib/durable/process-folder';
import { openBegunCalls } from './begun-calls';
import { CannotLog, createCallLog } from './call-log';
import { drain, filesLeft, ids, makeSink, row, startCallLog } from './call-log.test-data';
import type { CallRow, CallSink } from './ports';
import { openSpillFile } from './spill-file';

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

test('a beginning that cannot be written refuses the call', async () => {
  const own = await openProcessFolder(folder);
  kills.push(own.release);
  symlinkSync('/dev/full', join(own.path, 'begun.jsonl'));
  const begun = openBegunCalls(own.path);
  const calls = createCallLog(makeSink().sink, openSpillFile({ ...own, parent: folder }), begun);
  await expect(calls.begin(row(1))).rejects.toThrow(CannotLog);
  expect(calls.state().status).toBe('unwritable');
  await calls.close();
});

test('the file of beginnings stays in proportion to the calls under way, and keeps the oldest', async () => {
  const { path, inherited, findDead, release } = await openProcessFolder(folder);
  kills.push(release);
  const begun = openBegunCalls(path);
  await begun.begin(row(-1));
  for (let id = 0; id < 20_000; id += 100) {
    const some = ids(id, id + 100);
    await Promise.all(some.map((one) => begun.begin(row(Number(one)))));
    begun.end(some);
    expect(statSync(join(path, 'begun.jsonl')).size).toBeLessThan(1_200_000);
  }
  begun.close();
  expect(inherited).toEqual([]);
  expect(await findDead()).toEqual([]);
  release();
  const state = makeSink();
  await drain(folder, state.sink);
  expect(state.stored()).toContainEqual({ id: '-1', failure: 'gateway ended' });
});

test('a line that was cut off by a kill costs that line only, also in a file of version 0.1', async () => {
  writeFileSync(join(folder, 'calls-1.jsonl'), `${JSON.stringify(row(1))}\n{"id":"2`);
  const state = makeSink();
  await drain(folder, state.sink);
  expect(state.ids()).toEqual(['1']);
  expect(filesLeft(folder)).toEqual([]);
});

test('a file is read back a batch at a time, and from where the database went away', async () => {
  const state = makeSink();
  state.away = true;
  const first = await start(state.sink);
  for (let id = 0; id < 3_000; id += 1) first.calls.add(row(id));
  await expect.poll(() => first.calls.state().rowsInFile).toBe(3_000);
  first.kill();
  const taken: string[][] = [];
  const next = await start(makeSink().sink);
  const take = async (batch: CallRow[]) => {
    if (taken.length === 2) throw new Error('The database is away.');
    taken.push(batch.map(({ id }) => id));
  };
  await expect(next.spill.drain(take)).rejects.toThrow();
  expect(taken.map((batch) => batch.length)).toEqual([500, 500]);
  const rest: string[] = [];
  await next.spill.drain(async (batch) => void rest.push(...batch.map(({ id }) => id)));
  expect(rest).toEqual(ids(1_000, 3_000));
});

test('the files of a process that lives are left to it, and taken once it has ended', async () => {
  const state = makeSink();
  state.away = true;
  const first = await start(state.sink);
  first.calls.add(row(1));
  await expect.poll(() => first.calls.state().rowsInFile).toBe(1);
  const second = await start(makeSink().sink);
  await second.spill.adopt();
  expect(second.spill.isEmpty).toBe(true);
  first.kill();
  await expect
    .poll(async () => {
      await second.spill.adopt();
      return second.spill.isEmpty;
    })
    .toBe(false);
});
