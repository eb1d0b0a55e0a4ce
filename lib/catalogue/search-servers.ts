import { db } from '@/lib/db';
import { Prisma } from '@/prisma/client/client';
import { type ServerEntry, serverEntryFields, toServerEntry } from './list-servers';
import { containing } from './spelling';

const shownMax = 5;

/** Of those that hold the words, only the largest are ranked: a word that half of all servers share stays cheap. */
const rankedMax = 100;

/** Servers that hold every word in their own name, slug or publisher: the one named exactly so first, then the largest. */
export async function searchServers(words: readonly string[]): Promise<ServerEntry[]> {
  if (words.length === 0) return [];
  const query = words.join(' ');
  const ownWords = Prisma.sql`lower("name" || ' ' || "slug" || ' ' || coalesce("publisher", ''))`;
  const matching = words.map((word) => Prisma.sql`${ownWords} LIKE ${containing(word)}`);
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      (SELECT "id", "name", "slug", "toolCount" FROM "CatalogueServer"
       WHERE lower("name") = ${query} OR "slug" = ${query}
       ORDER BY "toolCount" DESC, "slug" LIMIT ${shownMax})
      UNION
      (SELECT "id", "name", "slug", "toolCount" FROM "CatalogueServer" WHERE ${Prisma.join(matching, ' AND ')}
       ORDER BY "toolCount" DESC, "slug" LIMIT ${rankedMax})
    ) AS found
    ORDER BY ${query} IN (lower("name"), "slug") DESC, starts_with(lower("name"), ${query}) DESC, "toolCount" DESC, "slug"
    LIMIT ${shownMax}`;
  const ids = found.map(({ id }) => id);
  const rows = await db().catalogueServer.findMany({
    where: { id: { in: ids } },
    select: { id: true, ...serverEntryFields },
  });
  const byId = new Map(rows.map(({ id, ...row }) => [id, toServerEntry(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
