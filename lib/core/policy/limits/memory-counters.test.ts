import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterContract } from './counters.contract';
import type { CounterReceipt } from './limit';
import { type CounterStep, createMemoryCounters, type StoreState } from './memory-counters';

counterContract(() => createMemoryCounters({ keysMax: 100 }), 300);

const owner = { organisation: 'o', grant: 'g' };
const one = (key: string, windowMs = 1_000) => ({ owner, key, windowMs, max: 1, amount: 1 });

test('when all counters are in use, a new one is refused until the soonest is over', () => {
  const store = createMemoryCounters({ keysMax: 2 });
  store.reserve([one('a', 500)], 0);
  store.reserve([one('b', 1_000)], 0);
  expect(store.reserve([one('c')], 100)).toMatchObject({ ok: false, index: 0, retryAfterMs: 400 });
  expect(store.reserve([one('b')], 100)).toMatchObject({ ok: false });
  expect(store.reserve([one('c')], 500)).toMatchObject({ ok: true });
  expect(store.size).toBe(2);
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
    expect(store.reserve([one('other')], i * 1_000 + 999)).toMatchObject({ ok: false, index: 0, retryAfterMs: 1 });
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
  expect(store.reserve([one('a'), one('b')], 0)).toMatchObject({ ok: false, index: 1, retryAfterMs: null });
  expect(store.size).toBe(0);
});

const kept = (value: unknown) => JSON.parse(JSON.stringify(value));

/** A store that goes on from what another wrote down: its records, and the steps after them. */
function restored(records: unknown[], steps: CounterStep[], state: StoreState) {
  const store = createMemoryCounters({ keysMax: 100 });
  store.resume(kept(state));
  for (const record of records) store.restore(kept(record));
  for (const step of steps) store.replay(kept(step));
  return store;
}

test('records carry every window over a restart', () => {
  const before = createMemoryCounters({ keysMax: 10 });
  before.reserve([one('a'), one('b:c', 60_000)], 100);
  const after = restored([...before.records()], [], before.state);
  expect(after.reserve([one('a')], 1_099)).toMatchObject({ ok: false, retryAfterMs: 1 });
  expect(after.reserve([one('b:c', 60_000)], 1_099)).toMatchObject({ ok: false });
  expect(after.reserve([one('a')], 1_100)).toMatchObject({ ok: true });
  expect(before.reserve([one('a')], 1_099)).toMatchObject({ ok: false });
});

test('a restored store keeps the time, so a clock that went back frees nothing', () => {
  const before = createMemoryCounters({ keysMax: 10 });
  before.reserve([one('a')], 5_000);
  const after = restored([...before.records()], [], before.state);
  expect(after.reserve([one('a')], 0)).toEqual({ ok: false, index: 0, retryAfterMs: 1_000 });
});

test('steps replayed come to the same counters, wherever records were taken between them', () => {
  const action = fc.record({
    kind: fc.constantFrom('count', 'count', 'count', 'give back', 'forget'),
    ms: fc.constantFrom(0, 1, 5, 300, 1_100),
    key: fc.constantFrom('a', 'b', 'c'),
    session: fc.constantFrom(undefined, 's', 't'),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), fc.nat(60), fc.nat(60), (actions, begun, slice) => {
      const steps: CounterStep[] = [];
      const store = createMemoryCounters({ keysMax: 100, onStep: (step) => steps.push(step) });
      const receipts: CounterReceipt[] = [];
      let now = 0;
      let ended = 0;
      let from = { at: 0, state: store.state };
      const records: unknown[] = [];
      let taking: Generator<unknown> | null = null;
      for (const [index, { kind, ms, key, session }] of actions.entries()) {
        if (index === begun) {
          from = { at: steps.length, state: store.state };
          taking = store.records();
        }
        // A part of the snapshot is taken between any two changes.
        if (taking && (index - begun) % (1 + (slice % 4)) === 0) records.push(...[taking.next().value].filter(Boolean));
        now += ms;
        const ofSession = session && `${session}${ended}`;
        const request = { ...one(`${ofSession}${key}`), max: 100, session: ofSession };
        const receipt = receipts.at(-1);
        if (kind === 'count') {
          const result = store.reserve([request], now);
          if (result.ok) receipts.push(result.receipt);
        } else if (kind === 'give back' && receipt) store.giveBack(receipt);
        else if (kind === 'forget') store.forget(`s${ended++}`);
      }
      if (taking) records.push(...taking);
      const after = restored(records, steps.slice(from.at), from.state);
      const shown = (one: typeof store) => [...one.records()].map(({ seq, ...rest }) => JSON.stringify(rest)).sort();
      expect(shown(after)).toEqual(shown(store));
      expect(after.state).toEqual(store.state);
    }),
    { numRuns: 2_000, seed: 3 },
  );
});

test('what two processes counted adds up', () => {
  const [left, right] = [0, 1].map(() => createMemoryCounters({ keysMax: 10 }));
  left?.reserve([{ ...one('a'), max: 5, amount: 2 }], 100);
  right?.reserve([{ ...one('a'), max: 5, amount: 2 }], 50);
  const both = createMemoryCounters({ keysMax: 10 });
  if (left && right) for (const store of [left, right]) both.merge(store);
  expect(both.reserve([{ ...one('a'), max: 5, amount: 2 }], 200)).toMatchObject({ ok: false, retryAfterMs: 850 });
});

test('what was lost makes a limit refuse for its window, with the reason, and a restart remembers that', () => {
  const store = createMemoryCounters({ keysMax: 10 });
  store.lose(1_000);
  expect(store.reserve([one('a')], 1_400)).toMatchObject({
    ok: false,
    retryAfterMs: 600,
    reason: expect.stringContaining('was lost'),
  });
  expect(store.isRecovering).toBe(true);
  const after = restored([], [], store.state);
  expect(after.reserve([one('a', 5_000)], 2_000)).toMatchObject({ ok: false, retryAfterMs: 4_000 });
  expect(after.reserve([one('a')], 2_000)).toMatchObject({ ok: true });
  expect(after.reserve([one('a', 5_000)], 6_000)).toMatchObject({ ok: true });
  expect(after.isRecovering).toBe(false);
});

const shares = { organisation: 0.1, grant: 0.5 };
const of = (organisation: string, grant: string, key: string, windowMs = 1_000_000) => {
  return { ...one(`${organisation}:${grant}:${key}`, windowMs), owner: { organisation, grant } };
};

/** Counters that a store takes of one grant until it refuses, and what it says then. */
function fill(store: ReturnType<typeof createMemoryCounters>, organisation: string, grant: string) {
  for (let taken = 0; ; taken += 1) {
    const result = store.reserve([of(organisation, grant, String(taken))], 0);
    if (!result.ok) return { taken, reason: result.reason };
  }
}

test('one organisation fills its share only, and is told so; the calls of another are counted', () => {
  const store = createMemoryCounters({ keysMax: 1_100, shares });
  const first = fill(store, 'greedy', 'one');
  expect(first.reason).toContain(`This grant has ${first.taken} counters in use`);
  let taken = first.taken;
  for (let grant = 0; grant < 20; grant += 1) taken += fill(store, 'greedy', `more ${grant}`).taken;
  expect(taken).toBeLessThan(100);
  expect(fill(store, 'greedy', 'last').reason).toContain(`This organisation has ${taken} counters in use`);
  expect(fill(store, 'other', 'one').taken).toBeGreaterThan(20);
});

test('however many organisations take what they can, one more finds room', () => {
  const store = createMemoryCounters({ keysMax: 10_000, shares });
  for (let organisation = 0; organisation < 100; organisation += 1) {
    for (let grant = 0; grant < 20; grant += 1) fill(store, `greedy ${organisation}`, String(grant));
  }
  expect(fill(store, 'other', 'one').taken).toBeGreaterThan(0);
});

test('an organisation that has taken its share goes on counting what it knows, and gets room when a counter is over', () => {
  const store = createMemoryCounters({ keysMax: 22, shares });
  store.reserve([of('o', 'g', 'short', 1_000)], 0);
  expect(store.reserve([of('o', 'g', 'long')], 0)).toMatchObject({
    ok: false,
    retryAfterMs: 1_000,
    reason: expect.stringContaining('1 counters'),
  });
  expect(store.reserve([{ ...of('o', 'g', 'short', 1_000), max: 5 }], 500)).toMatchObject({ ok: true });
  expect(store.reserve([of('o', 'g', 'long')], 1_000)).toMatchObject({ ok: false, retryAfterMs: 500 });
  expect(store.reserve([of('o', 'g', 'long')], 1_500)).toMatchObject({ ok: true });
});

test('an ended session gives back the room of its counters', () => {
  const store = createMemoryCounters({ keysMax: 1_000, shares });
  for (let session = 0; session < 5_100; session += 1) {
    const requests = Array.from({ length: 20 }, (_, at) => ({
      ...of('o', 'g', `${session}:${at}`),
      session: `${session}`,
    }));
    expect(store.reserve(requests, 0)).toMatchObject({ ok: true });
    store.forget(`${session}`);
  }
  expect(store.size).toBe(0);
});

test('counters of an organisation that calls no more go, while others call', () => {
  const store = createMemoryCounters({ keysMax: 100_000, shares });
  for (let at = 0; at < 500; at += 1) store.reserve([of('gone', 'g', String(at), 1_000)], 0);
  for (let at = 0; at < 100; at += 1) store.reserve([{ ...of('busy', 'g', 'k'), max: 1_000 }], 2_000 + at);
  expect(store.size).toBe(1);
});

test('the time of a call does not grow with the counters that are over', () => {
  const store = createMemoryCounters({ keysMax: 1_000_000 });
  for (let at = 0; at < 5_000; at += 1) store.reserve([one(String(at))], 0);
  store.reserve([one('next')], 5_000);
  expect(store.size).toBe(4_001);
});

test('memory is bounded by the number of counters and of grants in each', () => {
  const store = createMemoryCounters({ keysMax: 3 });
  for (let i = 0; i < 20_000; i++) store.reserve([{ ...one('a', 60_000), max: 1_000_000 }], i);
  expect([...store.records()][0]?.grants.length).toBeLessThanOrEqual(2_048 + 1_025);
});
