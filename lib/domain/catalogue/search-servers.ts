import { db } from '@/lib/base/database/client';
import { slugOf } from '@/lib/core/catalogue-model/slug';
import { Prisma } from '@/prisma/client/client';
import { type ServerEntry, serverEntryFields, toServerEntry } from './list-servers';
import { holding } from './spelling';

const shownMax = 5;

/** Of those that hold the words, only the largest are ranked: a word that half of all servers share stays cheap. */
const rankedMax = 100;

/** As the index has it. */
const ownWords = Prisma.sql`lower("name" || ' ' || "slug" || ' ' || coalesce("publisher", ''))`;

/** What a name may go on with and still be that name: "GitHub MCP Server". */
const endings = ['', ' mcp', ' server', ' mcp server'];

/** Servers that have one of the names, whatever stands in brackets behind it; those with the most tools first. */
export async function findServersNamed(names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const whole = names.flatMap((name) => endings.map((ending) => name + ending));
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "CatalogueServer"
    WHERE lower("name") = ANY (${whole}) OR "slug" = ANY (${names.map(slugOf)}) OR ${Prisma.join(names.map(bracketed), ' OR ')}
    ORDER BY "toolCount" DESC, "slug" LIMIT ${shownMax}`;
  return rows.map(({ id }) => id);
}

/** Said of both indexes: that of names knows beginnings where the database orders by "C", that of words everywhere. */
function bracketed(name: string): Prisma.Sql {
  const pattern = `${name.replace(/[\\%_]/g, '\\$&')} (%`;
  return Prisma.sql`(lower("name") LIKE ${pattern} AND ${ownWords} LIKE ${pattern})`;
}

const generic = new Set(['mcp', 'server', 'servers', 'tool', 'tools']);

/** Servers that are named so, as found before, then those that hold every word in their own name, slug or publisher. */
export async function searchServers(words: readonly string[], named: readonly string[]): Promise<ServerEntry[]> {
  if (words.length === 0) return [];
  const own = words.filter((word) => !generic.has(word));
  const telling = own.length > 0 ? own : words;
  const [first = ''] = telling;
  const held = telling.map((word) => holding(ownWords, word));
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      (SELECT "id", "name", "slug", "toolCount" FROM "CatalogueServer" WHERE "id" = ANY (${named}::uuid[]))
      UNION
      (SELECT "id", "name", "slug", "toolCount" FROM "CatalogueServer" WHERE ${Prisma.join(held, ' AND ')}
       ORDER BY "toolCount" DESC, "slug" LIMIT ${rankedMax})
    ) AS found
    ORDER BY array_position(${named}::uuid[], "id"), starts_with(lower("name"), ${first}) DESC, "toolCount" DESC, "slug"
    LIMIT ${shownMax}`;
  const ids = found.map(({ id }) => id);
  const rows = await db().catalogueServer.findMany({
    where: { id: { in: ids } },
    select: { id: true, ...serverEntryFields },
  });
  const byId = new Map(rows.map(({ id, ...row }) => [id, toServerEntry(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
