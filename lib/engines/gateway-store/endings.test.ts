import { expect, test } from 'vitest';
import type { Endpoint, GrantEntry } from '@/lib/engines/gateway/ports';
import { createSlices } from './slices';
import type { Slice } from './snapshot';

const grant = (id: string, over: Partial<GrantEntry> = {}): GrantEntry => ({
  id,
  tokenHash: `hash-of-${id}`,
  endpointId: 'server',
  memberId: null,
  organisationId: 'ours',
  policy: null,
  expiresAtMs: Number.POSITIVE_INFINITY,
  revoked: false,
  ...over,
});

function sliceOf(...grants: GrantEntry[]): Slice {
  const entry = { id: 'server', organisationId: 'ours' } as Endpoint;
  const server = { row: '', toolsVersion: '', tools: new Map(), entry };
  return {
    servers: new Map([['server', server]]),
    grants: new Map(grants.map((one) => [one.tokenHash, one])),
    policies: new Map(),
  };
}

const notice = (over: { stopped?: string[]; expires?: [string, number][]; servers?: string[] }) => ({
  organisation: 'ours',
  stopped: [],
  expires: [],
  servers: [],
  ...over,
});

function world() {
  const slices = createSlices();
  return {
    slices,
    put: (slice: Slice, settled?: number) => slices.put(new Map([['ours', slice]]), settled),
    grant: (id: string) => slices.current().grants.get(`hash-of-${id}`),
    hasServer: () => slices.current().endpoints.has('server'),
  };
}

test('a slice whose reading began before a notice opens nothing that the notice ended, known before or not', () => {
  const { slices, put, grant: held, hasServer } = world();
  put(sliceOf(grant('known'), grant('late')));
  const before = slices.heardSoFar();
  slices.end(notice({ stopped: ['known', 'new'], expires: [['late', 5]], servers: ['server'] }));
  put(sliceOf(grant('known'), grant('late'), grant('new')), before);
  expect([held('known')?.revoked, held('new')?.revoked, held('late')?.expiresAtMs]).toEqual([true, true, 5]);
  expect(hasServer()).toBe(false);
  put(sliceOf(grant('known'), grant('late'), grant('new')), slices.heardSoFar());
  expect([held('known')?.revoked, held('new')?.revoked, held('late')?.expiresAtMs]).toEqual([
    false,
    false,
    Number.POSITIVE_INFINITY,
  ]);
  expect(hasServer()).toBe(true);
});

test('of two ends the earlier holds, until a slice is read that knows both', () => {
  const { slices, put, grant: held } = world();
  put(sliceOf(grant('a', { expiresAtMs: 100 })));
  slices.end(notice({ expires: [['a', 50]] }));
  const between = slices.heardSoFar();
  slices.end(notice({ expires: [['a', 70]] }));
  expect(held('a')?.expiresAtMs).toBe(50);
  put(sliceOf(grant('a', { expiresAtMs: 100 })), between);
  expect(held('a')?.expiresAtMs).toBe(50);
  put(sliceOf(grant('a', { expiresAtMs: 70 })), slices.heardSoFar());
  expect(held('a')?.expiresAtMs).toBe(70);
});

test('an end that is later than the one that is known changes nothing', () => {
  const { slices, put, grant: held } = world();
  put(sliceOf(grant('a', { expiresAtMs: 100 }), grant('gone', { revoked: true })));
  const snapshot = slices.current();
  expect(slices.end(notice({ expires: [['a', 200]], stopped: ['gone', 'unknown'], servers: ['unknown'] }))).toBe(false);
  expect(slices.current()).toBe(snapshot);
  expect(held('a')?.expiresAtMs).toBe(100);
});

test('endings of ever more unknown grants close the organisation instead of filling the memory', () => {
  const { slices, put, grant: held } = world();
  put(sliceOf(grant('a')));
  for (let at = 0; at <= 100; at += 1) {
    slices.end(notice({ stopped: Array.from({ length: 100 }, (_, n) => `forged-${at}-${n}`) }));
  }
  expect(held('a')?.revoked).toBe(true);
  put(sliceOf(grant('a'), grant('b')));
  expect([held('a')?.revoked, held('b')?.revoked]).toEqual([true, true]);
  put(sliceOf(grant('a'), grant('b')), slices.heardSoFar());
  expect([held('a')?.revoked, held('b')?.revoked]).toEqual([false, false]);
});

test('a grant or server that another organisation has meanwhile is not taken from it', () => {
  const { slices, put, grant: held, hasServer } = world();
  put(sliceOf(grant('a')));
  const moved = sliceOf(grant('a', { organisationId: 'theirs' }));
  const server = { row: '', toolsVersion: '', tools: new Map(), entry: { organisationId: 'theirs' } as Endpoint };
  slices.put(new Map([['theirs', { ...moved, servers: new Map([['server', server]]) }]]));
  put({ servers: new Map(), grants: new Map(), policies: new Map() });
  expect([held('a')?.organisationId, hasServer()]).toEqual(['theirs', true]);
});
