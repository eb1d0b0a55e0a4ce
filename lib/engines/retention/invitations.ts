import type { Pool } from 'pg';
import { BATCH, inBatches } from './in-batches';

const REMOVE = `
  DELETE FROM "Invitation" WHERE "id" IN (
    SELECT "id" FROM "Invitation" WHERE "usedAt" IS NOT NULL OR "expiresAt" <= now() LIMIT ${BATCH})`;

/** Removes invitations that were used or have expired; how many. */
export function sweepInvitations(pool: Pool, signal?: AbortSignal): Promise<number> {
  return inBatches(pool, REMOVE, signal);
}
