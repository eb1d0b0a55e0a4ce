import type { ClientBase } from 'pg';
import { newSlugFor, slugsFor } from './registry-slug';

/** Frees the slug of a shipped server: a registry server that has it gets another one. Call it before the write. */
export async function freeSlug(client: ClientBase, slug: string): Promise<void> {
  const { rows } = await client.query<{ id: string; registryName: string }>(
    `SELECT "id", "registryName" FROM "CatalogueServer" WHERE "slug" = $1 AND "origin" = 'registry'`,
    [slug],
  );
  const [holder] = rows;
  if (!holder) return;
  const { rows: taken } = await client.query<{ slug: string }>(
    'SELECT "slug" FROM "CatalogueServer" WHERE "slug" = ANY($1::text[])',
    [slugsFor(holder.registryName)],
  );
  const other = newSlugFor(holder.registryName, (wanted) => taken.some((server) => server.slug === wanted));
  await client.query('UPDATE "CatalogueServer" SET "slug" = $2 WHERE "id" = $1', [holder.id, other]);
}

/**
 * Moves the listings of registry servers with one of a shipped server's identities to that server. Their pages go, and
 * the change feed stays silent: no server was removed.
 */
export async function adoptListings(client: ClientBase, serverId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT "id" FROM "CatalogueServer"
     WHERE "origin" = 'registry' AND "id" IN (
       SELECT l."serverId" FROM "CatalogueListing" AS l, "CatalogueServer" AS s
       WHERE s."id" = $1 AND l."identities" && s."identities")`,
    [serverId],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return;
  await client.query('UPDATE "CatalogueListing" SET "serverId" = $1 WHERE "serverId" = ANY($2::uuid[])', [
    serverId,
    ids,
  ]);
  await client.query('DELETE FROM "CatalogueServer" WHERE "id" = ANY($1::uuid[])', [ids]);
}
