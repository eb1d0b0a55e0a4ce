import { Client } from 'pg';
import { applyMigrations } from '@/lib/base/database/migrate';
import { AppError } from '@/lib/base/errors';
import { loadCatalogue } from '@/lib/engines/catalogue-store/load-catalogue';
import type { RoleUrls } from './database-roles';
import { keepDatabase } from './keep-database';
import { step } from './progress';

export type InstalledDatabase = Omit<Awaited<ReturnType<typeof keepDatabase>>, 'roleUrls'> & { roleUrls: RoleUrls };

/** The database of DATABASE_URL, or the embedded one under `dataDir`. */
export async function installDatabase(
  dataDir: string,
  given: string | undefined,
  roleUrls: RoleUrls = {},
): Promise<InstalledDatabase> {
  if (given === undefined) return step('PostgreSQL', () => keepDatabase(dataDir));
  await step(`PostgreSQL at ${placeOf(given)}`, () => requireUsable(given));
  return { url: given, roleUrls, lost: new Promise(() => {}), stop: async () => {} };
}

/** Migrates the database and loads the shipped catalogue. */
export async function installContent(databaseUrl: string): Promise<void> {
  await step('Migrations', () => applyMigrations(databaseUrl));
  await step('Catalogue', (progress) =>
    loadCatalogue({ databaseUrl, onProgress: ({ done, total }) => progress(done, total) }),
  );
}

/** How the owner gets an account: by signing up first, or by a link. */
export type FirstAccount = 'made' | 'sign-up' | { link: string };

/**
 * Seals what an earlier version stored in plain text, and says how the owner gets an account. Loads `environment`,
 * because the verbs read their settings from it.
 */
export async function settleContent(environment: Record<string, string>): Promise<FirstAccount> {
  Object.assign(process.env, environment);
  const { sealAddresses } = await import('@/lib/domain/servers/seal-addresses');
  const { invite } = await import('@/lib/domain/accounts/invitations');
  const { hasOwner, isOnLoopback, signUpDoor } = await import('@/lib/domain/accounts/sign-up-door');
  const { db } = await import('@/lib/base/database/client');
  try {
    await sealAddresses();
    if (await hasOwner()) return 'made';
    const door = await signUpDoor();
    return door === 'first' || (door === 'open' && isOnLoopback()) ? 'sign-up' : await invite(1);
  } finally {
    await db().$disconnect();
  }
}

/** Refuses with one sentence that never has the password. */
export async function requireUsable(databaseUrl: string): Promise<void> {
  const where = placeOf(databaseUrl);
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (cause) {
    throw new AppError('unavailable', `DATABASE_URL cannot be used: ${whyNot(cause, where)}`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

function placeOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new AppError('invalid', 'DATABASE_URL is not of the form postgresql://user:password@host:5432/database.');
  }
  return `${url.host}${url.pathname}`;
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'it refuses the user or the password',
  '28000': 'it refuses the user',
  '3D000': 'it has no such database',
};

function whyNot(error: unknown, where: string): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = reasons[code];
  if (known) return `${where}: ${known}.`;
  if (error instanceof Error) return `${where}: ${error.message || code}.`;
  return `${where} does not answer.`;
}
