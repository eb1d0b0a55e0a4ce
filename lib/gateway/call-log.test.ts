import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCallLog } from './call-log';
import type { CallRow, CallSink } from './ports';
import { openSpillFile } from './spill-file';

const row = (id: number): CallRow => ({
  id: String(id),
  at: '',
  organisationId: '',
  serverId: 'server',
  grantId: 'grant',
  requestId: '',
  traceId: null,
  session: null,
  era: 'legacy',
  method: '',
  tool: null,
  argumentKeys: [],
  argumentsDigest: null,
  outcome: 'allow',
  rule: '',
  message: '',
  failure: null,
  policyVersionId: null,
  upstreamStatus: 200,
  requestBytes: 0,
  responseBytes: 0,
  gatewayMicros: 0,
  upstreamMicros: 0,
});

/** A database that can be away. */
function makeSink() {
  const written: string[] = [];
  const touched: string[] = [];
  const batches: number[] = [];
  const sink: CallSink = {
    async write(rows) {
      if (state.away) throw new Error('The database is away.');
      batches.push(rows.length);
      written.push(...rows.map(({ id }) => id));
    },
    async touch(grants, servers) {
      touched.push(...grants.keys(), ...servers.keys());
    },
  };
  const state = { away: false, sink, written, touched, batches };
  return state;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-calls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => String(from + at));

test('rows are written in batches, in order, and what is left is written at the end', async () => {
  const state = makeSink();
  const log = createCallLog(state.sink, openSpillFile(folder));
  for (let id = 0; id < 1_200; id += 1) log.add(row(id));
  await log.close();
  expect(state.written).toEqual(ids(0, 1_200));
  expect(Math.max(...state.batches)).toBe(500);
  expect(state.touched).toEqual(['grant', 'server']);
});

test('rows that the database does not take are kept in a file and written by the next process', async () => {
  const state = makeSink();
  state.away = true;
  const log = createCallLog(state.sink, openSpillFile(folder));
  for (let id = 0; id < 10; id += 1) log.add(row(id));
  await log.close();
  expect(readdirSync(folder)).toHaveLength(1);
  state.away = false;
  const next = createCallLog(state.sink, openSpillFile(folder));
  await next.close();
  expect(state.written).toEqual(ids(0, 10));
  expect(readdirSync(folder)).toEqual([]);
});

test('a database that stays away costs bounded memory and loses no row', async () => {
  const state = makeSink();
  state.away = true;
  const log = createCallLog(state.sink, openSpillFile(folder));
  for (let id = 0; id < 45_000; id += 1) log.add(row(id));
  expect(log.waiting()).toBeLessThanOrEqual(20_000);
  state.away = false;
  await log.close();
  expect(new Set(state.written)).toEqual(new Set(ids(0, 45_000)));
});

test('a line that was cut off by a kill costs that line only', async () => {
  writeFileSync(join(folder, 'calls-1.jsonl'), `${JSON.stringify(row(1))}\n{"id":"2`);
  const state = makeSink();
  await createCallLog(state.sink, openSpillFile(folder)).close();
  expect(state.written).toEqual(['1']);
});
