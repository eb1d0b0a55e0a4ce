import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CounterReceipt, CounterRequest, CounterStore } from './limit';

type Make = () => CounterStore;

const owner = { organisation: 'o', grant: 'g' };

const one = (over: Partial<CounterRequest> = {}): CounterRequest => ({
  owner,
  key: 'k',
  windowMs: 1_000,
  max: 2,
  amount: 1,
  ...over,
});

/** What every store of counters must do, in memory or shared; `numRuns` of the properties. */
export function counterContract(make: Make, numRuns: number): void {
  describe('single counters', () => singleCounters(make));
  describe('several counters', () => severalCounters(make));
  describe('sessions', () => endingSessions(make));
  describe('properties', () => properties(make, numRuns));
}

function singleCounters(make: Make): void {
  test('a counter admits max and says when the next fits', async () => {
    const store = make();
    expect(await store.reserve([one()], 0)).toMatchObject({ ok: true });
    expect(await store.reserve([one()], 400)).toMatchObject({ ok: true });
    expect(await store.reserve([one()], 900)).toEqual({ ok: false, index: 0, retryAfterMs: 100 });
    expect(await store.reserve([one()], 1_000)).toMatchObject({ ok: true });
    expect(await store.reserve([one()], 1_000)).toEqual({ ok: false, index: 0, retryAfterMs: 400 });
  });

  test('max 0 and more than max never fit', async () => {
    const store = make();
    expect(await store.reserve([one({ max: 0 })], 0)).toEqual({ ok: false, index: 0, retryAfterMs: null });
    expect(await store.reserve([one({ max: 0, amount: 0 })], 0)).toEqual({ ok: false, index: 0, retryAfterMs: null });
    expect(await store.reserve([one({ amount: 3 })], 0)).toEqual({ ok: false, index: 0, retryAfterMs: null });
  });

  test('an amount of 0 is granted and not counted', async () => {
    const store = make();
    for (let i = 0; i < 5; i++) expect(await store.reserve([one({ amount: 0 })], 0)).toMatchObject({ ok: true });
    expect(await store.reserve([one({ amount: 2 })], 0)).toMatchObject({ ok: true });
    expect(await store.reserve([one({ amount: 0 })], 0)).toMatchObject({ ok: true });
  });

  test('waiting counts amounts, not calls', async () => {
    const store = make();
    const ten = { max: 10 };
    await store.reserve([one({ ...ten, amount: 3 })], 0);
    await store.reserve([one({ ...ten, amount: 6 })], 100);
    expect(await store.reserve([one({ ...ten, amount: 4 })], 200)).toEqual({ ok: false, index: 0, retryAfterMs: 800 });
    expect(await store.reserve([one({ ...ten, amount: 5 })], 200)).toEqual({ ok: false, index: 0, retryAfterMs: 900 });
  });

  test('fractions add up to max and no further', async () => {
    const store = make();
    const tenth = one({ max: 1, amount: 0.1 });
    let granted = 0;
    for (let i = 0; i < 20; i++) if ((await store.reserve([tenth], i)).ok) granted++;
    expect(granted).toBe(10);
    expect(await store.reserve([tenth], 500)).toMatchObject({ ok: false, index: 0 });
  });

  test('a lower max counts what was granted under a higher one', async () => {
    const store = make();
    for (let i = 0; i < 5; i++) await store.reserve([one({ max: 5 })], i);
    expect(await store.reserve([one({ max: 2 })], 10)).toEqual({ ok: false, index: 0, retryAfterMs: 993 });
  });

  test('a clock that goes back frees nothing and forgets nothing', async () => {
    const store = make();
    await store.reserve([one({ max: 1 })], 10_000);
    expect(await store.reserve([one({ max: 1 })], 0)).toEqual({ ok: false, index: 0, retryAfterMs: 1_000 });
    expect(await store.reserve([one({ max: 1 })], 11_000)).toMatchObject({ ok: true });
    expect(await store.reserve([one({ max: 1 })], 10_001)).toEqual({ ok: false, index: 0, retryAfterMs: 1_000 });
  });

  test('thousands of grants stay counted, at most 0.1 % of the window late', async () => {
    const store = make();
    const many = one({ max: 5_000, windowMs: 60_000 });
    for (let i = 0; i < 5_000; i++) expect(await store.reserve([many], i * 10)).toMatchObject({ ok: true });
    expect(await store.reserve([many], 50_000)).toMatchObject({ ok: false, retryAfterMs: 10_000 });
    expect(await store.reserve([many], 60_000)).toMatchObject({ ok: true });
    expect(await store.reserve([{ ...many, amount: 4_999 }], 110_000)).toMatchObject({ ok: false });
    expect(await store.reserve([{ ...many, amount: 4_999 }], 110_060)).toMatchObject({ ok: true });
  });
}

function severalCounters(make: Make): void {
  test('all are counted or none is', async () => {
    const store = make();
    const [wide, narrow] = [one({ key: 'wide', max: 3 }), one({ key: 'narrow', max: 1 })];
    expect(await store.reserve([wide, narrow], 0)).toMatchObject({ ok: true });
    for (let i = 0; i < 5; i++) expect(await store.reserve([wide, narrow], 1)).toMatchObject({ ok: false, index: 1 });
    expect(await store.reserve([wide], 2)).toMatchObject({ ok: true });
    expect(await store.reserve([wide], 2)).toMatchObject({ ok: true });
    expect(await store.reserve([wide], 2)).toMatchObject({ ok: false, index: 0 });
  });

  test('one key asked twice in a call counts twice', async () => {
    const store = make();
    expect(await store.reserve([one({ max: 3 }), one({ max: 3 })], 0)).toMatchObject({ ok: true });
    expect(await store.reserve([one({ max: 3 }), one({ max: 3 })], 0)).toMatchObject({ ok: false, index: 1 });
    expect(await store.reserve([one({ max: 3 })], 0)).toMatchObject({ ok: true });
  });

  test('one key with two windows is two counters', async () => {
    const store = make();
    expect(await store.reserve([one({ max: 1 })], 0)).toMatchObject({ ok: true });
    expect(await store.reserve([one({ max: 1, windowMs: 2_000 })], 0)).toMatchObject({ ok: true });
  });

  test('no counters at all is granted', async () => {
    expect(await make().reserve([], 0)).toMatchObject({ ok: true });
  });

  test('what is given back can be granted again, once', async () => {
    const store = make();
    const result = await store.reserve([one({ max: 1 })], 0);
    if (!result.ok) throw new Error('The first grant was refused.');
    await store.giveBack(result.receipt);
    expect(await store.reserve([one({ max: 1 })], 0)).toMatchObject({ ok: true });
    await store.giveBack(result.receipt);
    expect(await store.reserve([one({ max: 1 })], 0)).toMatchObject({ ok: false });
  });

  test('giving back one of two grants leaves the other', async () => {
    const store = make();
    const first = await store.reserve([one()], 0);
    await store.reserve([one()], 0);
    if (first.ok) await store.giveBack(first.receipt);
    expect(await store.reserve([one()], 0)).toMatchObject({ ok: true });
    expect(await store.reserve([one()], 0)).toMatchObject({ ok: false });
  });

  test('giving back after the window changes nothing', async () => {
    const store = make();
    const old = await store.reserve([one({ max: 1 })], 0);
    await store.reserve([one({ max: 1 })], 1_000);
    if (old.ok) await store.giveBack(old.receipt);
    expect(await store.reserve([one({ max: 1 })], 1_001)).toMatchObject({ ok: false });
  });
}

function endingSessions(make: Make): void {
  test('the counters of a session end with it, and no others', async () => {
    const store = make();
    const ofSession = (session: string) => one({ session, key: `session:${session}`, max: 1 });
    const all = [ofSession('a'), ofSession('b'), one({ max: 1 })];
    const granted = await store.reserve(all, 0);
    await store.forget('a');
    await store.forget('a');
    await store.forget('never begun');
    expect(await store.reserve([ofSession('b')], 1)).toMatchObject({ ok: false });
    expect(await store.reserve([one({ max: 1 })], 1)).toMatchObject({ ok: false });
    if (granted.ok) await store.giveBack(granted.receipt);
    expect(await store.reserve(all, 1)).toMatchObject({ ok: true });
    expect(await store.reserve([ofSession('a')], 1)).toMatchObject({ ok: false });
  });
}

type Action = { step: number; requests: CounterRequest[]; giveBack: boolean };
type Granted = { name: string; atMs: number; amount: number };

const request = fc
  .record({
    key: fc.constantFrom('a', 'b'),
    windowMs: fc.constantFrom(10, 25),
    amount: fc.constantFrom(0, 1, 1, 1, 2, 0.5),
  })
  // One max for each counter, so that the bound can be stated.
  .map((some): CounterRequest => ({ ...some, owner, max: some.key === 'a' ? 3 : 5 }));
const action: fc.Arbitrary<Action> = fc.record({
  step: fc.constantFrom(0, 0, 1, 2, 5, 9, 10, 11, 25, -7, -40),
  requests: fc.array(request, { minLength: 1, maxLength: 3 }),
  giveBack: fc.nat(9).map((dice) => dice === 0),
});

function properties(make: Make, numRuns: number): void {
  test('in no interval as long as the window is more than max admitted, and nothing that fits is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
        const granted = await play(make(), actions);
        for (const { name, atMs } of granted) expect(sumFrom(granted, name, atMs)).toBeLessThanOrEqual(maxOf(name));
      }),
      { numRuns, seed: 7 },
    );
  });
}

/** Plays actions against the store and a list of everything granted, which is the naive counter. */
async function play(store: CounterStore, actions: Action[]): Promise<Granted[]> {
  const granted: Granted[] = [];
  let clock = 1_000;
  let latest = 0;
  for (const { step, requests, giveBack } of actions) {
    clock += step;
    latest = Math.max(latest, clock);
    const result = await store.reserve(requests, clock);
    expect(result.ok ? null : result.index).toBe(firstThatDoesNotFit(granted, requests, latest));
    if (!result.ok) continue;
    if (giveBack) await store.giveBack(result.receipt satisfies CounterReceipt);
    else for (const one of requests) granted.push({ name: nameOf(one), atMs: latest, amount: one.amount });
  }
  return granted;
}

const nameOf = (one: CounterRequest) => `${one.key}/${one.windowMs}`;
const windowOf = (name: string) => Number(name.split('/')[1]);
const maxOf = (name: string) => (name.startsWith('a') ? 3 : 5);

function firstThatDoesNotFit(granted: Granted[], requests: CounterRequest[], now: number): number | null {
  const tried = [...granted];
  for (const [index, one] of requests.entries()) {
    tried.push({ name: nameOf(one), atMs: now, amount: one.amount });
    if (sumFrom(tried, nameOf(one), now - one.windowMs + 1) > one.max) return index;
  }
  return null;
}

function sumFrom(granted: Granted[], name: string, fromMs: number): number {
  return granted
    .filter((one) => one.name === name && one.atMs >= fromMs && one.atMs < fromMs + windowOf(name))
    .reduce((sum, one) => sum + one.amount, 0);
}
