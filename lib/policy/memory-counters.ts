import type { CounterEntry, CounterReceipt, CounterRequest, CounterStore, ReserveResult } from './limit';
import { type Grant, SlidingWindow } from './window';

export type CounterSnapshot = {
  latestMs: number;
  counters: { key: string; windowMs: number; grants: Grant[] }[];
};

export type MemoryCounters = CounterStore & {
  reserve(requests: readonly CounterRequest[], nowMs: number): ReserveResult;
  giveBack(receipt: CounterReceipt): void;
  /** Everything that still counts, as JSON; restored after a restart, no window is forgotten. */
  snapshot(): CounterSnapshot;
};

type Options = {
  /** Counters kept at once. When all are in use, a call that needs one more is refused: forgetting would admit more. */
  keysMax: number;
  restore?: CounterSnapshot;
};

/** Counters of one process. Synchronous, so that calls cannot interleave within a `reserve`. */
export function createMemoryCounters({ keysMax, restore }: Options): MemoryCounters {
  const windows = new Map<string, SlidingWindow>();
  const receipts = new WeakSet<CounterReceipt>();
  let latestMs = restore?.latestMs ?? Number.NEGATIVE_INFINITY;
  for (const { key, windowMs, grants } of restore?.counters ?? []) {
    windows.set(
      nameOf(key, windowMs),
      new SlidingWindow(
        windowMs,
        grants.map((grant) => ({ ...grant })),
      ),
    );
  }

  return {
    reserve(requests, nowMs) {
      // A clock that goes back would make expired grants count again as never made; time stands still instead.
      latestMs = Math.max(latestMs, nowMs);
      return reserveAll(requests);
    },
    giveBack(receipt) {
      if (!receipts.delete(receipt)) return;
      for (const { key, atMs, amount } of receipt.entries) windows.get(key)?.remove(amount, atMs);
    },
    snapshot: () => ({ latestMs, counters: [...windows].map(([name, window]) => saved(name, window)) }),
  };

  function reserveAll(requests: readonly CounterRequest[]): ReserveResult {
    const asked = new Map<string, number>();
    for (const [index, request] of requests.entries()) {
      const name = nameOf(request.key, request.windowMs);
      const amount = (asked.get(name) ?? 0) + request.amount;
      asked.set(name, amount);
      const wait = waitFor(name, request, amount, asked.size);
      if (wait !== 0) return { ok: false, index, retryAfterMs: wait };
    }
    const entries: CounterEntry[] = [];
    for (const { key, windowMs, amount } of requests) {
      if (amount > 0) entries.push(add(nameOf(key, windowMs), windowMs, amount));
    }
    const receipt = { entries };
    receipts.add(receipt);
    return { ok: true, receipt };
  }

  function waitFor(name: string, { max, windowMs }: CounterRequest, amount: number, needed: number): number | null {
    const window = windows.get(name);
    window?.forget(latestMs);
    if (!window && !hasRoom(needed)) return Math.max(1, soonestExpiry() - latestMs);
    return (window ?? new SlidingWindow(windowMs)).waitFor(amount, max, latestMs);
  }

  function hasRoom(needed: number): boolean {
    if (windows.size + needed <= keysMax) return true;
    for (const [name, window] of windows) if (window.expiresAtMs <= latestMs) windows.delete(name);
    return windows.size + needed <= keysMax;
  }

  function soonestExpiry(): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const window of windows.values()) soonest = Math.min(soonest, window.expiresAtMs);
    return soonest;
  }

  function add(name: string, windowMs: number, amount: number): CounterEntry {
    const window = windows.get(name) ?? new SlidingWindow(windowMs);
    windows.set(name, window);
    return { key: name, atMs: window.add(amount, latestMs), amount };
  }
}

function nameOf(key: string, windowMs: number): string {
  return `${windowMs}:${key}`;
}

function saved(name: string, window: SlidingWindow) {
  return { key: name.slice(name.indexOf(':') + 1), windowMs: window.windowMs, grants: window.snapshot() };
}
