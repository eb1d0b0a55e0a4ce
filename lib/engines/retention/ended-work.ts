import type { Pool } from 'pg';
import { DONE_HOURS, ENDED_MAX, FAILED_DAYS } from '@/lib/base/retention';
import { BATCH, inBatches } from './in-batches';

const REMOVE_OLD = `
  DELETE FROM "Outbox" WHERE "id" IN (
    SELECT "id" FROM "Outbox" WHERE ("doneAt" IS NOT NULL OR "failedAt" IS NOT NULL)
      AND coalesce("doneAt", "failedAt") <= now() - make_interval(hours => ${DONE_HOURS})
      AND ("doneAt" IS NOT NULL OR "failedAt" <= now() - make_interval(days => ${FAILED_DAYS}))
    LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;

const removeMany = (keep: number) => `
  DELETE FROM "Outbox" WHERE "id" IN (
    SELECT "id" FROM (
      SELECT "id", row_number() OVER (PARTITION BY "organisationId" ORDER BY coalesce("doneAt", "failedAt") DESC, "id") AS place
      FROM "Outbox" WHERE "doneAt" IS NOT NULL OR "failedAt" IS NOT NULL) AS ended
    WHERE place > ${keep} LIMIT ${BATCH})`;

/** Removes work that ended long enough ago, and of each organisation what is more than it may keep; how many rows. */
export async function sweepEndedWork(pool: Pool, signal?: AbortSignal, keep = ENDED_MAX): Promise<number> {
  return (await inBatches(pool, REMOVE_OLD, signal)) + (await inBatches(pool, removeMany(keep), signal));
}
