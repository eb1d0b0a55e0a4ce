/** Part of the main thread that one organisation may use while others use it too. */
const SHARE = 0.1;
/** Milliseconds that may be used at once after a rest. */
const BURST_MS = 50;
/** An organisation is alone once no other has used the main thread for this long. */
const ALONE_MS = 1_000;
/** What an organisation used while it was alone keeps it waiting no longer than this. */
const DEBT_MS_MAX = 500;
/** Organisations that are remembered; beyond this, those with a whole burst are forgotten. */
const REMEMBERED_MAX = 1_000;

export type InlineShare = ReturnType<typeof createInlineShare>;

/**
 * Token bucket of main-thread time for each organisation, in measured milliseconds: all of it while the organisation is
 * alone, a tenth after a burst of 50 ms while others use the thread too. What is above that is read by workers, or waits.
 */
export function createInlineShare(now: () => number = () => performance.now()) {
  /** When the burst is whole again, by organisation. */
  const wholeAt = new Map<string, number>();
  /** The last organisation that used the main thread, and the last one before it that was another. */
  let last = { organisationId: '', at: Number.NEGATIVE_INFINITY };
  let other = last;
  let isSpending = false;

  function forget(): void {
    for (const [organisationId, at] of wholeAt) if (at <= now()) wholeAt.delete(organisationId);
  }

  function isAlone(organisationId: string): boolean {
    const one = last.organisationId === organisationId ? other : last;
    return now() - one.at > ALONE_MS;
  }

  function count(organisationId: string, startedAt: number): void {
    const at = now();
    const isOwn = isAlone(organisationId);
    if (last.organisationId !== organisationId) other = last;
    last = { organisationId, at };
    const from = Math.max(at, wholeAt.get(organisationId) ?? 0);
    const whole = from + (at - startedAt) / SHARE;
    wholeAt.set(organisationId, isOwn ? Math.min(whole, at + BURST_MS / SHARE + DEBT_MS_MAX) : whole);
    if (wholeAt.size > REMEMBERED_MAX) forget();
  }

  /** Milliseconds until the organisation may use the main thread again; 0: it may. */
  function waitMs(organisationId: string): number {
    const wait = (wholeAt.get(organisationId) ?? 0) - now() - BURST_MS / SHARE;
    return wait <= 0 || isAlone(organisationId) ? 0 : wait;
  }

  return {
    waitMs,
    has: (organisationId: string) => waitMs(organisationId) === 0,
    /** Runs `work` and counts the time it takes, also where it throws. A call within another one counts once. */
    spend<T>(organisationId: string, work: () => T): T {
      if (isSpending) return work();
      const startedAt = now();
      isSpending = true;
      try {
        return work();
      } finally {
        isSpending = false;
        count(organisationId, startedAt);
      }
    },
  };
}
