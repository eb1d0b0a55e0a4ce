import type { Pool } from 'pg';
import { log } from '@/lib/base/log';
import { UNDECIDED_DAYS } from '@/lib/base/retention';

const SWEEP_MS = 60_000;
const BATCH = 500;

// Several gateways sweep one database: each takes rows that no other has in hand.
const FORGET = `
  UPDATE "Approval" SET "argumentsBox" = NULL WHERE "id" IN (
    SELECT "id" FROM "Approval" WHERE "state" = 'pending' AND "expiresAt" <= now() AND "argumentsBox" IS NOT NULL
    LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;

const REMOVE = `
  DELETE FROM "Approval" WHERE "id" IN (
    SELECT "id" FROM "Approval" WHERE "state" = 'pending' AND "expiresAt" <= now() - make_interval(days => ${UNDECIDED_DAYS})
    LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;

/** Forgets the arguments of requests that nobody decided in time, and after a month the requests. */
export async function sweepUndecided(pool: Pool): Promise<{ forgotten: number; removed: number }> {
  return { forgotten: await inBatches(pool, FORGET), removed: await inBatches(pool, REMOVE) };
}

/** Sweeps once a minute for as long as the process runs; a sweep that fails is made up for by the next. The pool, for use. */
export function keepSweeping(pool: Pool): Pool {
  let sweeping = false;
  setInterval(() => {
    if (sweeping) return;
    sweeping = true;
    sweepUndecided(pool)
      .catch((error) => log.debug({ error }, 'Undecided requests could not be looked through.'))
      .finally(() => {
        sweeping = false;
      });
  }, SWEEP_MS).unref();
  return pool;
}

async function inBatches(pool: Pool, statement: string): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await pool.query(statement);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return total;
  }
}
