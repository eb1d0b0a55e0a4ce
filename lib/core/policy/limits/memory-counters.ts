import { CounterRoom, type Shares } from './counter-room';
import type { CounterReceipt, CounterRequest, CounterStore, ReserveRefusal, ReserveResult } from './limit';
import { type Grant, SlidingWindow } from './memory-window';

type Identity = Pick<CounterRequest, 'owner' | 'session' | 'key' | 'windowMs'>;

/** A counter as it is kept over a restart. `seq`: the last step that changed it. */
type CounterRecord = Identity & { grants: Grant[]; seq: number };

type Change =
  | { counted: readonly (Identity & Grant)[] }
  | { givenBack: CounterReceipt['entries'] }
  | { forgotten: string };

/** One change of the counters, numbered without gaps. Replayed in order on the records of before, it comes out the same. */
export type CounterStep = { seq: number; latestMs: number } & Change;

/** `lostMs`: what was counted before this time is not wholly known; null: it is. `seq`: the last step. */
export type StoreState = { latestMs: number; lostMs: number | null; seq: number };

type Options = {
  /** Counters kept at once. When all are in use, a call that needs one more is refused: forgetting would admit more. */
  keysMax: number;
  /** What one organisation and one grant may have of them; absent: everything. */
  shares?: Shares;
  /** Told of every change at once, before `reserve` returns. */
  onStep?: (step: CounterStep) => void;
};

/** Counters of one process. Synchronous, so that calls cannot interleave within a `reserve`. */
export function createMemoryCounters(options: Options): MemoryCounters {
  return new MemoryCounters(options);
}

export type { MemoryCounters };

type Counter = Pick<CounterRequest, 'owner' | 'session' | 'key'> & { window: SlidingWindow; seq: number };

/** What a call is told whose limit cannot know what was counted. */
export const LOST =
  'Some of what was counted was lost, so this limit refuses calls until nothing that was lost can still count.';

class MemoryCounters implements CounterStore {
  private readonly counters = new Map<string, Counter>();
  private readonly sessions = new Map<string, Set<string>>();
  private readonly receipts = new WeakSet<CounterReceipt>();
  private readonly room: CounterRoom;
  /** A clock that goes back would let expired grants count as never made; for the counters time stands still instead. */
  private latestMs = 0;
  private lostMs = Number.NEGATIVE_INFINITY;
  private seq = 0;
  private longestMs = 0;

  constructor(private readonly options: Options) {
    this.room = new CounterRoom(options.keysMax, options.shares, {
      endOf: (name) => this.counters.get(name)?.window.expiresAtMs ?? null,
      drop: (name) => this.drop(name),
    });
  }

  reserve(requests: readonly CounterRequest[], nowMs: number): ReserveResult {
    this.latestMs = Math.max(this.latestMs, nowMs);
    const asked = new Map<string, number>();
    let fresh = 0;
    const [first] = requests;
    if (first) this.room.sweep(first.owner.organisation, this.latestMs);
    for (const [index, request] of requests.entries()) {
      const name = nameOf(request);
      const amount = (asked.get(name) ?? 0) + request.amount;
      if (!asked.has(name) && !this.counters.has(name)) fresh += 1;
      asked.set(name, amount);
      const refusal = this.refusalOf(name, { ...request, amount }, fresh);
      if (refusal) return { ok: false, index, ...refusal };
    }
    const receipt = { entries: this.count(requests.filter((request) => request.amount > 0)) };
    this.receipts.add(receipt);
    return { ok: true, receipt };
  }

  giveBack(receipt: CounterReceipt): void {
    if (!this.receipts.delete(receipt) || receipt.entries.length === 0) return;
    this.uncount(receipt.entries, this.seq + 1);
    this.tell({ givenBack: receipt.entries });
  }

  forget(session: string): void {
    const names = this.sessions.get(session);
    if (!names) return;
    for (const name of names) this.drop(name);
    this.tell({ forgotten: session });
  }

  /** What was counted before this time is not wholly known: each limit refuses until none of it can still count. */
  lose(atMs: number): void {
    this.lostMs = Math.max(this.lostMs, atMs);
    this.latestMs = Math.max(this.latestMs, atMs);
  }

  /** Goes on from where a store was: its time, its last step, and what it knew to be lost. */
  resume({ latestMs, lostMs, seq }: StoreState): void {
    this.latestMs = latestMs;
    this.seq = seq;
    if (lostMs !== null) this.lose(lostMs);
  }

  /** Takes a counter as it was before a restart, in place of what was restored of it. */
  restore({ grants, seq, ...counter }: CounterRecord): void {
    const name = nameOf(counter);
    this.drop(name);
    this.enter(name, counter, new SlidingWindow(counter.windowMs, [...grants]), seq);
  }

  /** Does a step of before a restart again; a counter that was restored with it stays as it is. */
  replay(step: CounterStep): void {
    this.latestMs = Math.max(this.latestMs, step.latestMs);
    this.seq = Math.max(this.seq, step.seq);
    if ('forgotten' in step) for (const name of this.sessions.get(step.forgotten) ?? []) this.drop(name);
    else if ('givenBack' in step)
      this.uncount(
        step.givenBack.filter(({ key }) => this.isBefore(key, step.seq)),
        step.seq,
      );
    else
      for (const one of step.counted.filter((each) => this.isBefore(nameOf(each), step.seq)))
        this.recount(one, step.seq);
  }

  /** Adds what another store counted: of one counter that both have, the sum counts. */
  merge(other: MemoryCounters): void {
    this.latestMs = Math.max(this.latestMs, other.latestMs);
    this.lostMs = Math.max(this.lostMs, other.lostMs);
    for (const { grants, ...counter } of other.records())
      for (const grant of grants) this.recount({ ...counter, ...grant }, 0);
  }

  /** Everything that still counts, one counter after another; a counter that changes meanwhile is seen before or after. */
  *records(): Generator<CounterRecord> {
    for (const { window, ...counter } of this.counters.values()) {
      window.forget(this.latestMs);
      if (!window.isEmpty) yield { ...counter, windowMs: window.windowMs, grants: window.snapshot() };
    }
  }

  get size(): number {
    return this.counters.size;
  }

  /** Whether a limit may still refuse for what was lost. */
  get isRecovering(): boolean {
    return this.lostMs + this.longestMs > this.latestMs;
  }

  get state(): StoreState {
    const { latestMs, lostMs, seq } = this;
    return { latestMs, lostMs: Number.isFinite(lostMs) ? lostMs : null, seq };
  }

  private refusalOf(
    name: string,
    { owner, windowMs, max, amount }: CounterRequest,
    fresh: number,
  ): Omit<ReserveRefusal, 'ok' | 'index'> | null {
    const window = this.counters.get(name)?.window ?? new SlidingWindow(windowMs);
    window.forget(this.latestMs);
    const retryAfterMs = window.waitFor(amount, max, this.latestMs);
    if (retryAfterMs !== 0) return { retryAfterMs };
    this.longestMs = Math.max(this.longestMs, windowMs);
    const wholeMs = this.lostMs + windowMs;
    if (wholeMs > this.latestMs) return { retryAfterMs: wholeMs - this.latestMs, reason: LOST };
    return fresh === 0 ? null : this.room.refuse(owner, fresh, this.latestMs);
  }

  private count(requests: CounterRequest[]): CounterReceipt['entries'] {
    if (requests.length === 0) return [];
    const counted = requests.map(({ owner, session, key, windowMs, amount }) => {
      const counter = { owner, session, key, windowMs };
      const window = this.counters.get(nameOf(counter))?.window ?? new SlidingWindow(windowMs);
      const atMs = window.add(amount, this.latestMs);
      this.enter(nameOf(counter), counter, window, this.seq + 1);
      return { ...counter, atMs, amount };
    });
    this.tell({ counted });
    return counted.map(({ atMs, amount, ...counter }) => ({ key: nameOf(counter), atMs, amount }));
  }

  private uncount(entries: CounterReceipt['entries'], seq: number): void {
    for (const { key, atMs, amount } of entries) {
      const counter = this.counters.get(key);
      if (!counter) continue;
      counter.window.remove(amount, atMs);
      counter.seq = seq;
      if (counter.window.isEmpty) this.drop(key);
    }
  }

  private recount({ atMs, amount, ...counter }: Identity & Grant, seq: number): void {
    const window = this.counters.get(nameOf(counter))?.window ?? new SlidingWindow(counter.windowMs);
    window.forget(this.latestMs);
    window.insert({ atMs, amount });
    this.enter(nameOf(counter), counter, window, seq);
  }

  private isBefore(name: string, seq: number): boolean {
    return (this.counters.get(name)?.seq ?? 0) < seq;
  }

  /** Notes the last step of a counter, and takes it in where it is new. */
  private enter(name: string, { owner, session, key }: Identity, window: SlidingWindow, seq: number): void {
    const known = this.counters.get(name);
    if (known) {
      known.seq = seq;
      return;
    }
    this.counters.set(name, { owner, session, key, window, seq });
    this.room.enter(owner, name, window.expiresAtMs);
    if (session !== undefined) this.sessions.set(session, (this.sessions.get(session) ?? new Set()).add(name));
  }

  private drop(name: string): void {
    const counter = this.counters.get(name);
    if (!counter) return;
    this.counters.delete(name);
    this.room.leave(counter.owner);
    const { session } = counter;
    const names = session === undefined ? undefined : this.sessions.get(session);
    names?.delete(name);
    if (session !== undefined && names?.size === 0) this.sessions.delete(session);
  }

  private tell(change: Change): void {
    this.seq += 1;
    this.options.onStep?.({ seq: this.seq, latestMs: this.latestMs, ...change });
  }
}

function nameOf({ key, windowMs }: Pick<CounterRequest, 'key' | 'windowMs'>): string {
  return `${windowMs}:${key}`;
}
