import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CallLog, CannotLog } from '@/lib/engines/gateway/record/call-log';
import { call, legacy, startGate, type TestGate } from '@/lib/engines/gateway/testing/test-gate';

let gate: TestGate;
beforeEach(async () => {
  gate = await startGate({ upstreamUrl: 'http://127.0.0.1:1/mcp', tools: ['read'] });
});
afterEach(() => gate.close());

async function health(path: string) {
  const answer = await fetch(gate.base + path);
  return { status: answer.status, body: await answer.json() };
}

const paths = ['/health', '/health/ready'];
const calls = { rowsInMemory: 0, rowsInFile: 0, bytesInFile: 0, callsUnderWay: 0, rowsLost: 0, status: 'stored' };
const ready = { status: 'ready', snapshotAgeMs: 0, open: 0, calls, counters: 'kept' };
const live = { status: 200, body: { status: 'live' } };

test('a gateway that lets calls through is live and ready, and says what waits as counts', async () => {
  for (const path of paths) expect(await health(path)).toEqual({ status: 200, body: ready });
  expect(await health('/health/live')).toEqual(live);
});

test('a gateway that has lost its database is live and not ready', async () => {
  gate.world.setAge(60_001);
  for (const path of paths)
    expect(await health(path)).toEqual({ status: 503, body: { ...ready, status: 'stale', snapshotAgeMs: 60_001 } });
  expect(await health('/health/live')).toEqual(live);
});

test('a gateway that ends is live and not ready', async () => {
  gate.gate.live.endAll();
  for (const path of paths) expect(await health(path)).toEqual({ status: 503, body: { ...ready, status: 'ending' } });
  expect(await health('/health/live')).toEqual(live);
});

test.each(['full', 'unwritable'])('a gateway whose call log is %s is live and not ready', async (status) => {
  const state = { ...calls, status, rowsLost: 3 };
  Object.assign(gate.gate.calls, {
    state: (): ReturnType<CallLog['state']> => state,
    begin: () => Promise.reject(new CannotLog('full')),
  });
  const body = { ...ready, status: `call log ${status}`, calls: state };
  for (const path of paths) expect(await health(path)).toEqual({ status: 503, body });
  expect(await health('/health/live')).toEqual(live);
  const refused = await fetch(gate.url, legacy(call('read')));
  expect(await refused.text()).toContain('cannot be logged now');
});

test.each(['unwritable', 'recovering', 'away'])(
  'counters that are %s refuse limited calls only: it is ready',
  async (counters) => {
    gate.gate.counterState = () => counters;
    for (const path of paths) expect(await health(path)).toEqual({ status: 200, body: { ...ready, counters } });
  },
);

test('health is told of nothing else, and of no organisation', async () => {
  expect((await health('/health/')).status).toBe(404);
  expect((await health('/health/other')).status).toBe(404);
  expect(JSON.stringify((await health('/health')).body)).not.toMatch(/organisation|grant|server/);
});
