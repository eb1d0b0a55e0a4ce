import type { ClientBase } from 'pg';

/** One transaction under the catalogue's lock; rolls back if the work fails. */
export async function within<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('policylayer.catalogue'))");
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
