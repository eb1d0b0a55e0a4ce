/** The part of the main thread that one organisation's short texts may take. */
const SHARE = 0.1;
/** What may be used at once after a rest, in milliseconds: what is shorter than the eye sees needs no worker. */
const BURST_MS = 50;
/** Organisations that are remembered; those that have their whole burst again are forgotten beyond. */
const REMEMBERED_MAX = 1_000;

export type InlineShare = ReturnType<typeof createInlineShare>;

/**
 * What each organisation may have read on the main thread, in measured time: a tenth of it, after a burst of 50 ms. What
 * goes beyond is read by workers, which costs each message some 0.1 ms and nobody else anything.
 */
export function createInlineShare(now: () => number = () => performance.now()) {
  /** When the burst is whole again, by organisation. */
  const wholeAt = new Map<string, number>();

  function forget(): void {
    for (const [organisationId, at] of wholeAt) if (at <= now()) wholeAt.delete(organisationId);
  }

  return {
    has: (organisationId: string) => (wholeAt.get(organisationId) ?? 0) - now() < BURST_MS / SHARE,
    /** Works, and counts the time that it takes. */
    spend<T>(organisationId: string, work: () => T): T {
      const startedAt = now();
      const result = work();
      const endedAt = now();
      const from = Math.max(endedAt, wholeAt.get(organisationId) ?? 0);
      wholeAt.set(organisationId, from + (endedAt - startedAt) / SHARE);
      if (wholeAt.size > REMEMBERED_MAX) forget();
      return result;
    },
  };
}
