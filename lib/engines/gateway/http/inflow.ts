/** Organisations that are remembered; beyond this, those that need not wait are forgotten. */
const REMEMBERED_MAX = 1_000;
/** Bytes of bodies per millisecond from one organisation: 16 MiB a second. */
const BYTES_A_MS = (16 * 1_048_576) / 1_000;
/** Beyond this debt nothing is counted: a sender waits five seconds at most. */
const DEBT_MS_MAX = 5_000;
/** Requests without a valid grant are counted together. */
const STRANGERS = '(no grant)';

export type Inflow = ReturnType<typeof createInflow>;

/** Rate limit for bytes of bodies by organisation, kept or dropped: both cost the main thread. */
export function createInflow(now: () => number = () => performance.now()) {
  const freeAt = new Map<string, number>();
  return {
    /** Counts bytes that came; answers with the milliseconds for which no more from this sender should be read. */
    count(organisationId: string | undefined, bytes: number): number {
      const key = organisationId ?? STRANGERS;
      const at = Math.min(Math.max(now(), freeAt.get(key) ?? 0) + bytes / BYTES_A_MS, now() + DEBT_MS_MAX);
      freeAt.set(key, at);
      if (freeAt.size > REMEMBERED_MAX) for (const [one, free] of freeAt) if (free <= now()) freeAt.delete(one);
      return at - now();
    },
  };
}
