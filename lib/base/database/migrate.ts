import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { AppError } from '@/lib/base/errors';

export const migrationsFolder = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** The table of `prisma migrate deploy`, so that either tool sees what the other applied. */
const historyTable = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies the migrations that the database lacks, in the order of their names, each in one transaction with its row of
 * history. Concurrent starts wait for each other. Returns the names it applied; throws `unavailable`.
 */
export async function applyMigrations(databaseUrl: string, folder = migrationsFolder): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query("SELECT pg_advisory_lock(hashtext('policylayer.migrations'))");
    const applied = await readHistory(client);
    const missing = listMigrations(folder).filter((name) => !applied.has(name));
    for (const name of missing) await apply(client, name, readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
    return missing;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('unavailable', `The database could not be migrated: ${reason}`, { cause });
  } finally {
    await client.end();
  }
}

async function readHistory(client: Client): Promise<Set<string>> {
  await refuseForeignTables(client);
  await client.query(historyTable);
  // Prisma records a failed migration as neither finished nor rolled back. PostgreSQL undid it, so it is tried again.
  await client.query(
    'UPDATE "_prisma_migrations" SET "rolled_back_at" = now() WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL',
  );
  const { rows } = await client.query<{ name: string }>(
    'SELECT "migration_name" AS name FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL',
  );
  return new Set(rows.map(({ name }) => name));
}

/** A database with tables but without a history belongs to another program. */
async function refuseForeignTables(client: Client): Promise<void> {
  const { rows } = await client.query<{ history: boolean; tables: number }>(`
    SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS history,
      (SELECT count(*)::int FROM pg_tables WHERE schemaname = current_schema()) AS tables`);
  if (!rows[0]?.history && rows[0]?.tables) {
    throw new Error('it has tables, but none of PolicyLayer. Set DATABASE_URL to an empty database.');
  }
}

async function apply(client: Client, name: string, sql: string): Promise<void> {
  const checksum = createHash('sha256').update(sql).digest('hex');
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
       VALUES (gen_random_uuid(), $1, $2, clock_timestamp(), 1)`,
      [checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function listMigrations(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
