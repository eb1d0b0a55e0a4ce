import type { CounterReceipt, CounterRequest, CounterStore, ReserveResult } from './limit';
import { type Grant, SlidingWindow } from './memory-window';

type CounterSnapshot = {
  latestMs: number;
  counters: { key: string; windowMs: number; grants: Grant[] }[];
};

type Options = {
  /** Counters kept at once. When all are in use, a call that needs one more is refused: forgetting would admit more. */
  keysMax: number;
  restore?: CounterSnapshot;
};

/** Counters of one process. Synchronous, so that calls cannot interleave within a `reserve`. */
export function createMemoryCounters(options: Options): MemoryCounters {
  return new MemoryCounters(options.keysMax, options.restore);
}

export type { MemoryCounters };

class MemoryCounters implements CounterStore {
  private readonly windows = new Map<string, SlidingWindow>();
  private readonly receipts = new WeakSet<CounterReceipt>();
  /** A clock that goes back would let expired grants count as never made; for the counters time stands still instead. */
  private latestMs: number;
  /** Before this time no counter is over. */
  private roomAtMs = 0;

  constructor(
    private readonly keysMax: number,
    restore?: CounterSnapshot,
  ) {
    this.latestMs = restore?.latestMs ?? 0;
    for (const { key, windowMs, grants } of restore?.counters ?? []) {
      const copied = grants.map((grant) => ({ ...grant }));
      this.windows.set(nameOf({ key, windowMs }), new SlidingWindow(windowMs, copied));
    }
  }

  reserve(requests: readonly CounterRequest[], nowMs: number): ReserveResult {
    this.latestMs = Math.max(this.latestMs, nowMs);
    const asked = new Map<string, number>();
    for (const [index, request] of requests.entries()) {
      const name = nameOf(request);
      const amount = (asked.get(name) ?? 0) + request.amount;
      asked.set(name, amount);
      const retryAfterMs = this.waitFor(name, { ...request, amount }, asked);
      if (retryAfterMs !== 0) return { ok: false, index, retryAfterMs };
    }
    const counted = requests.filter((request) => request.amount > 0);
    const receipt = { entries: counted.map((request) => this.add(request)) };
    this.receipts.add(receipt);
    return { ok: true, receipt };
  }

  giveBack(receipt: CounterReceipt): void {
    if (!this.receipts.delete(receipt)) return;
    for (const { key, atMs, amount } of receipt.entries) {
      const window = this.windows.get(key);
      window?.remove(amount, atMs);
      if (window?.isEmpty) this.windows.delete(key);
    }
  }

  /** Everything that still counts, as JSON; restored after a restart, no window is forgotten. */
  snapshot(): CounterSnapshot {
    const counters = [...this.windows].map(([name, window]) => {
      return { key: name.slice(name.indexOf(':') + 1), windowMs: window.windowMs, grants: window.snapshot() };
    });
    return { latestMs: this.latestMs, counters };
  }

  /** Until all that this call asked of the counter so far fits: 0 now, null never. */
  private waitFor(name: string, { windowMs, max, amount }: CounterRequest, asked: Map<string, number>): number | null {
    const window = this.windows.get(name) ?? new SlidingWindow(windowMs);
    window.forget(this.latestMs);
    const wait = window.waitFor(amount, max, this.latestMs);
    return wait === 0 ? this.waitForRoom(asked) : wait;
  }

  private waitForRoom(asked: Map<string, number>): number | null {
    // Most calls find room for all their counters without looking which of them are new.
    if (this.windows.size + asked.size <= this.keysMax) return 0;
    const fresh = [...asked.keys()].filter((name) => !this.windows.has(name)).length;
    if (fresh > this.keysMax) return null;
    if (this.windows.size + fresh > this.keysMax) this.forgetExpired();
    return this.windows.size + fresh <= this.keysMax ? 0 : Math.max(1, this.roomAtMs - this.latestMs);
  }

  /** Looks at every counter, so not again before the soonest of them is over: a full store must stay fast. */
  private forgetExpired(): void {
    if (this.latestMs < this.roomAtMs) return;
    this.roomAtMs = Number.POSITIVE_INFINITY;
    for (const [name, window] of this.windows) {
      if (window.expiresAtMs <= this.latestMs) this.windows.delete(name);
      else this.roomAtMs = Math.min(this.roomAtMs, window.expiresAtMs);
    }
  }

  private add(request: CounterRequest): { key: string; atMs: number; amount: number } {
    const name = nameOf(request);
    const window = this.windows.get(name) ?? new SlidingWindow(request.windowMs);
    this.windows.set(name, window);
    const atMs = window.add(request.amount, this.latestMs);
    this.roomAtMs = Math.min(this.roomAtMs, window.expiresAtMs);
    return { key: name, atMs, amount: request.amount };
  }
}

function nameOf({ key, windowMs }: Pick<CounterRequest, 'key' | 'windowMs'>): string {
  return `${windowMs}:${key}`;
}
