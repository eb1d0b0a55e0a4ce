/** One grant: when (never before it happened) and how much. */
export type Grant = { atMs: number; amount: number };

/** Grants that a counter remembers singly. Above that, new ones join those of the same part of the window. */
const SINGLE_MAX = 2_048;
/** Parts of a window; a grant that joins is remembered at the end of its part, so it expires up to 0.1 % late. */
const PARTS = 1_024;

/** The grants of one counter within the last window, oldest first. */
export class SlidingWindow {
  private total = 0;
  private whole = true;

  constructor(
    readonly windowMs: number,
    private grants: Grant[] = [],
  ) {
    this.recount();
  }

  /** A grant counts until exactly one window after it: at `atMs + windowMs` it is over. */
  forget(nowMs: number): void {
    const firstAlive = this.grants.findIndex((grant) => grant.atMs + this.windowMs > nowMs);
    if (firstAlive === 0) return;
    const gone = this.grants.splice(0, firstAlive === -1 ? this.grants.length : firstAlive);
    if (this.whole) for (const grant of gone) this.total -= grant.amount;
    else this.recount();
  }

  /** Milliseconds until `amount` more fits under `max`: 0 now, null never. Expects `forget(nowMs)` first. */
  waitFor(amount: number, max: number, nowMs: number): number | null {
    if (max === 0 || amount > max) return null;
    let total = this.total;
    let freeAtMs = nowMs;
    for (const grant of this.grants) {
      if (total + amount <= max) break;
      total -= grant.amount;
      freeAtMs = grant.atMs + this.windowMs;
    }
    return freeAtMs - nowMs;
  }

  /** Remembers a grant and says at which time; never earlier than now or than one remembered before. */
  add(amount: number, nowMs: number): number {
    const part = this.windowMs / PARTS;
    const wantedMs = this.grants.length < SINGLE_MAX ? nowMs : Math.ceil(nowMs / part) * part;
    const atMs = Math.max(wantedMs, this.grants.at(-1)?.atMs ?? wantedMs);
    this.insert({ atMs, amount });
    return atMs;
  }

  /** Remembers a grant at its time, which may lie before others: one of another process or of a journal. */
  insert({ atMs, amount }: Grant): void {
    let at = this.grants.length;
    while (at > 0 && (this.grants[at - 1] as Grant).atMs > atMs) at -= 1;
    const same = this.grants[at - 1];
    if (same?.atMs === atMs) same.amount += amount;
    else this.grants.splice(at, 0, { atMs, amount });
    this.whole &&= Number.isInteger(amount);
    if (this.whole) this.total += amount;
    else this.recount();
  }

  /** Uncounts an amount remembered at this time, if it still is. */
  remove(amount: number, atMs: number): void {
    const at = this.grants.findIndex((grant) => grant.atMs === atMs);
    const grant = this.grants[at];
    if (!grant) return;
    grant.amount -= amount;
    if (grant.amount <= 0) this.grants.splice(at, 1);
    this.recount();
  }

  get isEmpty(): boolean {
    return this.grants.length === 0;
  }

  /** When nothing is left to remember. */
  get expiresAtMs(): number {
    return (this.grants.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) + this.windowMs;
  }

  snapshot(): Grant[] {
    return this.grants.map((grant) => ({ ...grant }));
  }

  /** Sums anew: subtracting fractions from a sum would let it drift below the truth. */
  private recount(): void {
    this.total = this.grants.reduce((sum, grant) => sum + grant.amount, 0);
    this.whole = this.grants.every((grant) => Number.isInteger(grant.amount));
  }
}
