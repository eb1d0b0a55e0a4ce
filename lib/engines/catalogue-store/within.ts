import type { ClientBase } from 'pg';

/** One transaction; rolled back when the work fails. Writers of the catalogue wait for each other. */
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
