import type { Pool } from 'pg';

/** Rows that one statement takes, so that none holds many locks for long. */
export const BATCH = 500;

/** Repeats a statement that takes `BATCH` rows until it takes fewer; with how many rows it took in all. */
export async function inBatches(pool: Pool, statement: string, signal?: AbortSignal): Promise<number> {
  let total = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { rowCount } = await pool.query(statement);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return total;
  }
}
