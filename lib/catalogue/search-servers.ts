import { db } from '@/lib/db';
import { Prisma } from '@/prisma/client/client';
import { type ServerEntry, serverEntryFields, toServerEntry } from './list-servers';
import { containing } from './spelling';

const shownMax = 5;

/** Servers that hold every word in their own name, slug or publisher: the one named exactly so first, then the largest. */
export async function searchServers(words: readonly string[]): Promise<ServerEntry[]> {
  if (words.length === 0) return [];
  const text = Prisma.sql`lower(concat_ws(' ', "name", "slug", "publisher"))`;
  const matching = words.map((word) => Prisma.sql`${text} LIKE ${containing(word)}`);
  const query = words.join(' ');
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "CatalogueServer" AS server WHERE ${Prisma.join(matching, ' AND ')}
    ORDER BY ${query} IN (lower("name"), "slug") DESC, starts_with(lower("name"), ${query}) DESC,
      (SELECT count(*) FROM "CatalogueTool" WHERE "serverId" = server."id") DESC, "slug"
    LIMIT ${shownMax}`;
  const ids = found.map(({ id }) => id);
  const rows = await db().catalogueServer.findMany({
    where: { id: { in: ids } },
    select: { id: true, ...serverEntryFields },
  });
  const byId = new Map(rows.map(({ id, ...row }) => [id, toServerEntry(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
