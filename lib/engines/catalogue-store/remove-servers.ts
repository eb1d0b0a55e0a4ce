import type { ClientBase } from 'pg';
import { tellChanges } from './tell-changes';

/** Removes servers with their tools and listings, and tells of each in one row. */
export async function removeServers(client: ClientBase, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<{ slug: string; name: string; tools: number }>(
    `SELECT "slug", "name", (SELECT count(*)::int FROM "CatalogueTool" WHERE "serverId" = s."id") AS "tools"
     FROM "CatalogueServer" AS s WHERE "id" = ANY($1::uuid[]) ORDER BY "slug"`,
    [ids],
  );
  await client.query('DELETE FROM "CatalogueServer" WHERE "id" = ANY($1::uuid[])', [ids]);
  const changes = rows.map(({ slug, name, tools }) => ({ serverSlug: slug, serverName: name, toolCount: tools }));
  await tellChanges(
    client,
    changes.map((change) => ({ kind: 'removed', ...change })),
  );
}
