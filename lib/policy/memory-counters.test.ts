import { expect, test } from 'vitest';
import { counterContract } from './counters.contract';
import { createMemoryCounters } from './memory-counters';

counterContract(() => createMemoryCounters({ keysMax: 100 }), 300);

const one = (key: string, windowMs = 1_000) => ({ key, windowMs, max: 1, amount: 1 });

test('when all counters are in use, a new one is refused until the soonest is over', () => {
  const store = createMemoryCounters({ keysMax: 2 });
  store.reserve([one('a', 500)], 0);
  store.reserve([one('b', 1_000)], 0);
  expect(store.reserve([one('c')], 100)).toEqual({ ok: false, index: 0, retryAfterMs: 400 });
  expect(store.reserve([one('b')], 100)).toMatchObject({ ok: false });
  expect(store.reserve([one('c')], 500)).toMatchObject({ ok: true });
  expect(store.snapshot().counters).toHaveLength(2);
});

test('a full store goes on counting what it knows', () => {
  const store = createMemoryCounters({ keysMax: 1 });
  const known = { ...one('a'), max: 3 };
  for (const at of [0, 1]) expect(store.reserve([known], at)).toMatchObject({ ok: true });
  expect(store.reserve([one('b')], 2)).toMatchObject({ ok: false, retryAfterMs: 999 });
  expect(store.reserve([known], 3)).toMatchObject({ ok: true });
  expect(store.reserve([known], 4)).toMatchObject({ ok: false, retryAfterMs: 996 });
});

test('a counter that is over or was given back makes room', () => {
  const store = createMemoryCounters({ keysMax: 1 });
  const given = store.reserve([one('a')], 0);
  if (given.ok) store.giveBack(given.receipt);
  expect(store.reserve([one('b')], 1)).toMatchObject({ ok: true });
  expect(store.reserve([{ ...one('b'), amount: 0 }], 2_000)).toMatchObject({ ok: true });
  expect(store.reserve([one('c')], 2_000)).toMatchObject({ ok: true });
});

test('a full store finds room again each time that counters are over', () => {
  const store = createMemoryCounters({ keysMax: 1 });
  for (let i = 0; i < 5; i++) {
    expect(store.reserve([one(`k${i}`)], i * 1_000)).toMatchObject({ ok: true });
    expect(store.reserve([one('other')], i * 1_000 + 999)).toEqual({ ok: false, index: 0, retryAfterMs: 1 });
  }
});

test('a refusal for want of room forgets no counter', () => {
  const store = createMemoryCounters({ keysMax: 1 });
  store.reserve([one('a')], 0);
  for (let i = 0; i < 50; i++) expect(store.reserve([one(`other ${i}`)], i)).toMatchObject({ ok: false });
  expect(store.reserve([one('a')], 999)).toMatchObject({ ok: false, retryAfterMs: 1 });
});

test('more counters in one call than there is room for can never be kept', () => {
  const store = createMemoryCounters({ keysMax: 1 });
  expect(store.reserve([one('a'), one('b')], 0)).toEqual({ ok: false, index: 1, retryAfterMs: null });
  expect(store.snapshot().counters).toHaveLength(0);
});

test('a snapshot carries every window over a restart', () => {
  const before = createMemoryCounters({ keysMax: 10 });
  before.reserve([one('a'), one('b:c', 60_000)], 100);
  const saved = JSON.parse(JSON.stringify(before.snapshot()));
  const after = createMemoryCounters({ keysMax: 10, restore: saved });
  expect(after.reserve([one('a')], 1_099)).toMatchObject({ ok: false, retryAfterMs: 1 });
  expect(after.reserve([one('b:c', 60_000)], 1_099)).toMatchObject({ ok: false });
  expect(after.reserve([one('a')], 1_100)).toMatchObject({ ok: true });
  expect(before.reserve([one('a')], 1_099)).toMatchObject({ ok: false });
});

test('a restored store keeps the time, so a clock that went back frees nothing', () => {
  const before = createMemoryCounters({ keysMax: 10 });
  before.reserve([one('a')], 5_000);
  const after = createMemoryCounters({ keysMax: 10, restore: before.snapshot() });
  expect(after.reserve([one('a')], 0)).toEqual({ ok: false, index: 0, retryAfterMs: 1_000 });
});

test('a snapshot of a store that counted nothing is JSON', () => {
  const saved = JSON.parse(JSON.stringify(createMemoryCounters({ keysMax: 1 }).snapshot()));
  expect(createMemoryCounters({ keysMax: 1, restore: saved }).reserve([one('a')], 0)).toMatchObject({ ok: true });
});

test('memory is bounded by the number of counters and of grants in each', () => {
  const store = createMemoryCounters({ keysMax: 3 });
  for (let i = 0; i < 20_000; i++) store.reserve([{ ...one('a', 60_000), max: 1_000_000 }], i);
  expect(store.snapshot().counters[0]?.grants.length).toBeLessThanOrEqual(2_048 + 1_025);
});
