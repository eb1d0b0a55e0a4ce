import { afterAll, beforeAll, beforeEach } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { type LocalRegistry, type RegistryRow, startLocalRegistry } from './local-registry';
import { type SyncOptions, type SyncReport, syncCatalogue } from './sync-catalogue';

type Fixture = { databaseUrl: string; registry: LocalRegistry };

/** For a test file: a registry and a database, both empty before each test. */
export function emptyRegistry(): Fixture {
  const fixture: Partial<Fixture> = {};
  beforeAll(async () => {
    fixture.databaseUrl = await freshDatabase();
    fixture.registry = await startLocalRegistry([]);
  });
  beforeEach(async () => {
    Object.assign(fixture.registry ?? {}, { rows: [], faults: [], asked: [], hasEtags: false, silentFrom: undefined });
    await db().catalogueServer.deleteMany();
    await db().catalogueSync.deleteMany();
    await db().catalogueChange.deleteMany();
  });
  afterAll(() => fixture.registry?.close());
  return fixture as Fixture;
}

export function sync({ databaseUrl, registry }: Fixture, options: Partial<SyncOptions> = {}): Promise<SyncReport> {
  const fast = { requestsPerSecond: 1_000, backoffMs: 1 };
  return syncCatalogue({
    databaseUrl,
    registry: registry.url,
    withRemotes: false,
    allowPrivateRemotes: true,
    ...fast,
    ...options,
  });
}

/** A version updated `seconds` from now. */
export function row(name: string, server: object = {}, rest: Partial<RegistryRow> = {}, seconds = 0): RegistryRow {
  const updatedAt = new Date(Date.now() + seconds * 1_000).toISOString();
  return { server: { name, version: '1.0.0', ...server }, updatedAt, publishedAt: '2026-01-01T00:00:00Z', ...rest };
}

export function many(count: number): RegistryRow[] {
  return Array.from({ length: count }, (_, index) => row(`io.github.someone/server-${String(index).padStart(4, '0')}`));
}

/** Of all servers, in order. */
export async function slugs(): Promise<string[]> {
  const servers = await db().catalogueServer.findMany({ orderBy: { slug: 'asc' }, select: { slug: true } });
  return servers.map(({ slug }) => slug);
}

/** The change feed, oldest first: "kind server tool". */
export async function changes(): Promise<string[]> {
  const rows = await db().catalogueChange.findMany({ orderBy: { id: 'asc' } });
  return rows.map(({ kind, serverSlug, toolName }) => [kind, serverSlug, toolName].filter(Boolean).join(' '));
}
