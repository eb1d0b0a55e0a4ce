import type { Reservation } from './reservation';

/** Whose calls need a counter: budgets are by organisation, and within it by grant. */
export type CounterOwner = { organisation: string; grant: string };

/**
 * One count asked for. `key` already says whose counter it is, such as `grant:<id>:<counter>`. `session`: the counter ends
 * with this session. The requests of one call have one owner.
 */
export type CounterRequest = {
  owner: CounterOwner;
  session?: string;
  key: string;
  windowMs: number;
  max: number;
  amount: number;
};

/** Proof of what was counted, for `giveBack`; opaque, and good for one use. */
export type CounterReceipt = { readonly entries: readonly CounterEntry[] };
type CounterEntry = { readonly key: string; readonly atMs: number; readonly amount: number };

export type ReserveResult = { ok: true; receipt: CounterReceipt } | ReserveRefusal;

/**
 * `index`: the first request that does not fit; `retryAfterMs`: when it can, null when it never can. `reason`: why, where
 * it is not the limit itself but the room for counters, or what was lost of them.
 */
export type ReserveRefusal = { ok: false; index: number; retryAfterMs: number | null; reason?: string };

/**
 * Counts within sliding windows: in no interval as long as a window do the granted amounts of its counter exceed `max`,
 * whatever the clock does. All requests of one `reserve` are counted, or none is. The same key with another window is
 * another counter. An amount of 0 is granted unless `max` is 0, and not counted. A store that may be shared or written to
 * a disk answers with a promise, which rejects when the count is not known to be kept: whoever asks must then refuse.
 */
export interface CounterStore {
  reserve(requests: readonly CounterRequest[], nowMs: number): ReserveResult | Promise<ReserveResult>;
  /** Uncounts what certainly did not happen. A second time, or after the window, it does nothing. */
  giveBack(receipt: CounterReceipt): void | Promise<void>;
  /** Drops the counters of a session that has ended. Its id must never name a session again. */
  forget(session: string): void | Promise<void>;
}

/** What a call refused by a limit is told: the limit, or what else is the reason, and when the same call can succeed. */
export function limitMessage(reservation: Reservation, { retryAfterMs, reason }: Omit<ReserveRefusal, 'ok'>): string {
  const sentence = reason ?? reservation.message;
  if (retryAfterMs !== null) return `${sentence} Try again in ${duration(retryAfterMs)}.`;
  if (reason !== undefined) return sentence;
  if (reservation.max === 0) return `${sentence} No call of this kind is allowed at any time.`;
  return `${sentence} This call asks for more than the whole limit, so it can never succeed as it is.`;
}

/** Rounded up, so that who waits that long has waited enough. */
function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 120) return count(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? count(minutes, 'minute') : count(Math.ceil(minutes / 60), 'hour');
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
