import { setTimeout as delay } from 'node:timers/promises';

/** The part of the main thread that the long answers of one organisation may take. */
const SHARE = 0.2;
const WAIT_MS_MAX = 5_000;
/** Organisations that are remembered; those that need not wait any more are forgotten beyond. */
const REMEMBERED_MAX = 1_000;

export type Pace = ReturnType<typeof createPace>;

/**
 * Spreads work that must be done on the main thread: after `ms` of it an organisation waits until they are a fifth of the
 * time that has passed. Others never wait for it.
 */
export function createPace(now: () => number = () => performance.now()) {
  const freeAt = new Map<string, number>();

  function forgetFree(): void {
    for (const [organisationId, at] of freeAt) if (at <= now()) freeAt.delete(organisationId);
  }

  return {
    /** Waits for the organisation's turn to work for `ms`; false where that would be longer than 5 s. */
    async turn(organisationId: string, ms: number): Promise<boolean> {
      const at = Math.max(now(), freeAt.get(organisationId) ?? 0);
      const waitMs = at - now();
      if (waitMs > WAIT_MS_MAX) return false;
      freeAt.set(organisationId, at + ms / SHARE);
      if (freeAt.size > REMEMBERED_MAX) forgetFree();
      if (waitMs > 0) await delay(waitMs);
      return true;
    },
  };
}

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
