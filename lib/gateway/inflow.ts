/** Organisations that are remembered; those that need not wait any more are forgotten beyond. */
const REMEMBERED_MAX = 1_000;

/** Bytes of bodies that one organisation may send in a millisecond: 16 MiB a second. */
const BYTES_A_MS = (16 * 1_048_576) / 1_000;
/** Those of all who send no valid grant are counted together. */
const STRANGERS = '(no grant)';

export type Inflow = ReturnType<typeof createInflow>;

/** Bounds the bytes that organisations send, kept or dropped: reading them costs the main thread all the same. */
export function createInflow(now: () => number = () => performance.now()) {
  const freeAt = new Map<string, number>();
  return {
    /** Counts bytes that came; for so many milliseconds no more of this sender's should be read. */
    count(organisationId: string | undefined, bytes: number): number {
      const key = organisationId ?? STRANGERS;
      const at = Math.max(now(), freeAt.get(key) ?? 0) + bytes / BYTES_A_MS;
      freeAt.set(key, at);
      if (freeAt.size > REMEMBERED_MAX) for (const [one, free] of freeAt) if (free <= now()) freeAt.delete(one);
      return at - now();
    },
  };
}
