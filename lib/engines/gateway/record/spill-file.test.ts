import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProcessFolder } from '@/lib/base/durable/process-folder';
import type { CallRow, CallSink } from '@/lib/engines/gateway/record/call-sink';
import { openBegunCalls } from './begun-calls';
import { CannotLog, createCallLog } from './call-log';
import { drain, filesLeft, ids, makeSink, row, startCallLog } from './call-log.test-data';
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

test('a file longer than any string is drained, and damage in it costs no row that is whole', async () => {
  const file = join(folder, 'calls-1.jsonl');
  writeFileSync(file, `${JSON.stringify(row(1))}\n`);
  // A hole of zeros, as a power cut may leave; it takes no room on the disk.
  truncateSync(file, 600 * 1024 * 1024);
  appendFileSync(file, `\n${JSON.stringify(row(2))}\n{"id":"dam\n${JSON.stringify(row(3))}\n`);
  const state = makeSink();
  await drain(folder, state.sink);
  expect(state.ids()).toEqual(['1', '2', '3']);
  expect(filesLeft(folder)).toEqual([]);
});

test('a file that cannot be read is kept aside and holds up no other', async () => {
  symlinkSync('.', join(folder, 'calls-1.jsonl'));
  writeFileSync(join(folder, 'calls-2.jsonl'), `${JSON.stringify(row(2))}\n`);
  const state = makeSink();
  await drain(folder, state.sink);
  expect(state.ids()).toEqual(['2']);
  expect(filesLeft(folder)).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.startsWith('damaged-calls-'))).toHaveLength(1);
});

test('files of one process are read in the order in which they were written', async () => {
  for (const at of [10, 2, 1]) writeFileSync(join(folder, `calls-${at}.jsonl`), `${JSON.stringify(row(at))}\n`);
  const state = makeSink();
  await drain(folder, state.sink);
  expect(state.ids()).toEqual(['1', '2', '10']);
});

test('what comes while a long file is read is stored meanwhile, and the file grows no further', async () => {
  const lines = ids(0, 5_000).map((id) => `${JSON.stringify(row(Number(id)))}\n`);
  writeFileSync(join(folder, 'calls-1.jsonl'), lines.join(''));
  const state = makeSink();
  let batches = 0;
  const { calls } = await start({
    touch: async () => {},
    async write(batch) {
      batches += 1;
      if (batches === 2) calls.add(row(9_999));
      await state.sink.write(batch);
    },
  });
  await expect.poll(() => state.ids().length).toBe(5_001);
  expect(state.ids().indexOf('9999')).toBeLessThan(1_500);
  await calls.close();
});

test('a query that hangs, whatever it is for, keeps no row in memory alone', async () => {
  const state = makeSink();
  let answer = () => {};
  const hanging = new Promise<void>((resolve) => (answer = resolve));
  const { calls } = await start({ write: (batch) => state.sink.write(batch), touch: () => hanging });
  calls.add(row(1));
  await expect.poll(() => state.ids()).toEqual(['1']);
  await expect
    .poll(() => {
      calls.add(row(Math.random()));
      return calls.state().rowsInFile;
    })
    .toBeGreaterThan(0);
  answer();
  await expect.poll(() => calls.state()).toMatchObject({ rowsInMemory: 0, bytesInFile: 0 });
});
