import type { Pool } from 'pg';
import { log } from '@/lib/base/log';
import { UNDECIDED_DAYS } from '@/lib/base/retention';
import { BATCH, inBatches } from './in-batches';

/** The gateway forgets what the worker has left for so long, and looks so often. */
const LATE_MINUTES = 5;
const LOOK_MS = 300_000;

// Several processes sweep one database: each takes rows that no other has in hand.
const forget = (minutes: number) => `
  UPDATE "Approval" SET "argumentsBox" = NULL WHERE "id" IN (
    SELECT "id" FROM "Approval" WHERE "state" = 'pending' AND "argumentsBox" IS NOT NULL
      AND "expiresAt" <= now() - make_interval(mins => ${minutes})
    LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;

const REMOVE = `
  DELETE FROM "Approval" WHERE "id" IN (
    SELECT "id" FROM "Approval" WHERE "state" = 'pending' AND "expiresAt" <= now() - make_interval(days => ${UNDECIDED_DAYS})
    LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;

/** Forgets the arguments of requests that nobody decided in time, and after a month the requests. */
export async function sweepUndecided(
  pool: Pool,
  signal?: AbortSignal,
): Promise<{ forgotten: number; removed: number }> {
  return { forgotten: await inBatches(pool, forget(0), signal), removed: await inBatches(pool, REMOVE, signal) };
}

/** Forgets arguments that should have been forgotten five minutes ago; how many. */
export function forgetLate(pool: Pool): Promise<number> {
  return inBatches(pool, forget(LATE_MINUTES));
}

/**
 * The gateway stores these arguments, so they are forgotten where no worker runs too, within ten minutes; the log then says
 * that none does. Looks for as long as the process runs; a look that fails is made up for by the next. The pool, for use.
 */
export function keepForgetting(pool: Pool): Pool {
  let looking = false;
  setInterval(async () => {
    if (looking) return;
    looking = true;
    try {
      const forgotten = await forgetLate(pool);
      if (forgotten > 0) log.warn({ forgotten }, 'Arguments were forgotten late: the worker does not run.');
    } catch (error) {
      log.debug({ error }, 'Undecided requests could not be looked through.');
    } finally {
      looking = false;
    }
  }, LOOK_MS).unref();
  return pool;
}
