/** The part of the main thread that the texts of one organisation may take while others use it too. */
const SHARE = 0.1;
/** What may be used at once after a rest, in milliseconds. */
const BURST_MS = 50;
/** An organisation is alone once no other has used the main thread for this long. */
const ALONE_MS = 1_000;
/** Organisations that are remembered; those that have their whole burst again are forgotten beyond. */
const REMEMBERED_MAX = 1_000;

export type InlineShare = ReturnType<typeof createInlineShare>;

/**
 * What each organisation may have read on the main thread, in measured time: all of it where it is alone, else a tenth after
 * a burst of 50 ms. What goes beyond is read by workers or waits, which costs nobody else anything.
 */
export function createInlineShare(now: () => number = () => performance.now()) {
  /** When the burst is whole again, by organisation. */
  const wholeAt = new Map<string, number>();
  /** The two that used the main thread last, the last one first. */
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
    if (last.organisationId !== organisationId) other = last;
    last = { organisationId, at };
    const from = Math.max(at, wholeAt.get(organisationId) ?? 0);
    wholeAt.set(organisationId, from + (at - startedAt) / SHARE);
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
    /** Works, and counts the time that it takes; what is spent within what is spent counts once. */
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
