import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import { Client } from 'pg';
import { AppError } from '@/lib/base/errors';
import { noFilter, withSchemaEngine } from './schema-engine';

export const migrationsFolder = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/**
 * Applies the migrations that `databaseUrl` does not have yet, and records them as `prisma migrate deploy` would. Two
 * starts at once wait for each other. Returns the names of those it applied.
 */
export async function applyMigrations(databaseUrl: string, folder = migrationsFolder): Promise<string[]> {
  const lock = new Client({ connectionString: databaseUrl });
  lock.on('error', () => {});
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock(hashtext('policylayer.migrations'))");
    const migrationsList = listMigrations(folder);
    return await withSchemaEngine(databaseUrl, async (engine) => {
      await forgetFailures(engine, migrationsList);
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter });
      return appliedMigrationNames;
    });
  } catch (cause) {
    throw new AppError('unavailable', `The database could not be migrated: ${reason(cause)}`, { cause });
  } finally {
    await lock.end();
  }
}

/** The engine's message without the trace of its own functions. */
function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\n +0: [\s\S]*$/, '').replaceAll('\n', ' ') : String(error);
}

/** PostgreSQL runs a migration whole or not at all, so one that a killed or broken start left as failed can be tried again. */
async function forgetFailures(engine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  const history = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: noFilter,
  });
  for (const migrationName of history.failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
}

function listMigrations(folder: string): MigrationList {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const lockfile = join(folder, 'migration_lock.toml');
  return {
    baseDir: resolve(folder),
    lockfile: { path: 'migration_lock.toml', content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(folder, path, 'migration.sql'), 'utf8') },
      },
    })),
  };
}
