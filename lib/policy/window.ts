/** One grant: when (never before it happened) and how much. */
export type Grant = { atMs: number; amount: number };

/** Grants that one counter remembers singly; beyond that, neighbours are remembered as one. */
const GRANTS_MAX = 2_048;
/** Parts of a window to whose end grants are moved when there are too many: they expire up to 0.1 % of it later. */
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
    if (total + amount <= max) return 0;
    for (const grant of this.grants) {
      total -= grant.amount;
      if (total + amount <= max) return grant.atMs + this.windowMs - nowMs;
    }
    return this.expiresAtMs - nowMs;
  }

  /** Remembers a grant and says at which time; never earlier than one remembered before. */
  add(amount: number, nowMs: number): number {
    if (this.grants.length >= GRANTS_MAX) this.condense();
    const last = this.grants.at(-1);
    const atMs = Math.max(nowMs, last?.atMs ?? nowMs);
    if (last?.atMs === atMs) last.amount += amount;
    else this.grants.push({ atMs, amount });
    this.whole &&= Number.isInteger(amount);
    if (this.whole) this.total += amount;
    else this.recount();
    return atMs;
  }

  /** Uncounts an amount granted at this time; condensing may have moved it later, never earlier. */
  remove(amount: number, atMs: number): void {
    const grant = this.grants.find((one) => one.atMs >= atMs && one.amount >= amount);
    if (!grant) return;
    grant.amount -= amount;
    if (grant.amount === 0) this.grants.splice(this.grants.indexOf(grant), 1);
    this.recount();
  }

  /** When nothing is left to remember. */
  get expiresAtMs(): number {
    return (this.grants.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) + this.windowMs;
  }

  snapshot(): Grant[] {
    return this.grants.map((grant) => ({ ...grant }));
  }

  private condense(): void {
    const part = this.windowMs / PARTS;
    const condensed: Grant[] = [];
    for (const { atMs, amount } of this.grants) {
      const end = Math.ceil(atMs / part) * part;
      const last = condensed.at(-1);
      if (last && last.atMs === end) last.amount += amount;
      else condensed.push({ atMs: end, amount });
    }
    this.grants = condensed;
    this.recount();
  }

  /** Sums anew: subtracting fractions from a sum would let it drift below the truth. */
  private recount(): void {
    this.total = this.grants.reduce((sum, grant) => sum + grant.amount, 0);
    this.whole = this.grants.every((grant) => Number.isInteger(grant.amount));
  }
}
