import type { ClientBase } from 'pg';
import { Entry } from '@/lib/core/registry/entry';
import { removeServers } from '@/lib/engines/catalogue-store/remove-servers';
import { writeServers } from '@/lib/engines/catalogue-store/write-servers';
import { entryRecord } from './entry-record';
import { sourceOf } from './source-of';

type Orphan = { id: string; slug: string; entry: unknown; identities: string[] | null };

/**
 * After listings were removed: a registry server without its source takes the facts of its oldest listing, or is
 * deleted if none is left. Shipped servers stay.
 */
export async function settleServers(client: ClientBase, ids: readonly string[], registry: string): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<Orphan>(
    `SELECT s."id", s."slug", next."entry", next."identities"
     FROM "CatalogueServer" AS s
     LEFT JOIN LATERAL (
       SELECT "entry", "identities" FROM "CatalogueListing" WHERE "serverId" = s."id"
       ORDER BY "publishedAt" NULLS LAST, "name" LIMIT 1) AS next ON TRUE
     WHERE s."id" = ANY($1::uuid[]) AND s."origin" = 'registry'
       AND NOT EXISTS (
         SELECT FROM "CatalogueListing" AS l WHERE l."name" = s."registryName" AND l."serverId" = s."id")`,
    [ids],
  );
  await removeServers(
    client,
    rows.flatMap(({ id, entry }) => (entry === null ? [id] : [])),
  );
  const records = rows.flatMap(({ slug, entry: json, identities }) => {
    const entry = Entry.safeParse(json).data;
    return entry ? [entryRecord(entry, slug, identities ?? [], sourceOf(registry, entry.name))] : [];
  });
  await writeServers(client, records);
}
