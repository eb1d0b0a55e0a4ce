import { db } from '@/lib/db';
import { Prisma } from '@/prisma/client/client';
import { type FoundTool, foundFields } from './entry';
import type { SearchInput } from './schema';

const pageSize = 30;

/** Ranking looks at this many matches at most: a word that half of all tools share stays as fast as a rare one. */
const rankedMax = 3_000;

/** Two of three letters right: "kestar" finds Kestra, and hardly anything else. */
const similarityMin = 0.35;

export type SearchResult = {
  tools: FoundTool[];
  /** Nothing held all the words as written; these are the nearest. */
  approximate: boolean;
  more: boolean;
};

/** Tools that hold every word of the query in their own or their server's name, best first; the nearest when none does. */
export async function searchCatalogue(input: SearchInput): Promise<SearchResult> {
  const words = input.q.toLowerCase().split(/\s+/).filter(Boolean);
  const exact = await find(input, matches(words));
  if (exact.length > 0 || words.length === 0) return page(exact, false);
  return page(await findNearest(input), true);
}

type Ids = { id: string }[];

function matches(words: readonly string[]): Prisma.Sql {
  const conditions = words.map((word) => Prisma.sql`"searchText" LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}

function filters({ category, severity }: SearchInput): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(category ? [Prisma.sql`"category" = ${category}::"Category"`] : []),
      ...(severity ? [Prisma.sql`"severity" = ${severity}::"Severity"`] : []),
    ],
    ' AND ',
  );
}

async function find(input: SearchInput, matching: Prisma.Sql): Promise<Ids> {
  const query = input.q.toLowerCase();
  return db().$queryRaw<Ids>`
    SELECT "id" FROM (
      SELECT "id", "name" FROM "CatalogueTool" WHERE ${matching} AND ${filters(input)} LIMIT ${rankedMax}
    ) AS found
    ORDER BY lower("name") = ${query} DESC, starts_with(lower("name"), ${query}) DESC, "name", "id"
    LIMIT ${pageSize + 1} OFFSET ${(input.page - 1) * pageSize}`;
}

async function findNearest(input: SearchInput): Promise<Ids> {
  const query = input.q.toLowerCase();
  const [, rows] = await db().$transaction([
    db().$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(similarityMin)}, TRUE)`,
    db().$queryRaw<Ids>`
      SELECT "id" FROM (
        SELECT "id", "name", "searchText" FROM "CatalogueTool"
        WHERE ${query} <% "searchText" AND ${filters(input)} LIMIT ${rankedMax}
      ) AS found
      ORDER BY word_similarity(${query}, "searchText") DESC, "name", "id"
      LIMIT ${pageSize + 1} OFFSET ${(input.page - 1) * pageSize}`,
  ]);
  return rows;
}

async function page(found: Ids, approximate: boolean): Promise<SearchResult> {
  const ids = found.slice(0, pageSize).map(({ id }) => id);
  const rows = await db().catalogueTool.findMany({ where: { id: { in: ids } }, select: { id: true, ...foundFields } });
  const byId = new Map(rows.map(({ id, ...tool }) => [id, tool]));
  return { tools: ids.flatMap((id) => byId.get(id) ?? []), approximate, more: found.length > pageSize };
}
