import { db } from '@/lib/db';
import { categories } from '@/lib/risk/lexicon';
import { severities } from '@/lib/risk/severity';
import { Prisma } from '@/prisma/client/client';
import type { SearchInput } from './schema';
import { slugOf } from './slug';
import { containing, inSearchText } from './spelling';

export const pageSize = 30;

/** Ranking looks at this many matches at most: a word that half of all tools share stays as fast as a rare one. */
const rankedMax = 1_000;

export type Ids = { id: string }[];

/** A page of the tools that hold every word, and one more where there is more: those whose name begins so first. */
export async function findTools(input: SearchInput, words: readonly string[]): Promise<Ids> {
  const wanted = input.page * pageSize + 1;
  const beginning = beginningOf(input.q);
  const patterns = words.map(containing);
  const holding = words.map((word) => Prisma.sql`"searchText" LIKE ${inSearchText(word)}`);
  return db().$queryRaw<Ids>`
    WITH named AS MATERIALIZED (${namedSo(input, beginning, wanted)})
    SELECT "id" FROM (
      SELECT "id", 0 AS "rank", FALSE AS "byName", "slug" FROM named
      UNION ALL
      SELECT "id", 1, lower("name") LIKE ALL (${patterns}), "slug" FROM (
        SELECT "id", "name", "slug" FROM "CatalogueTool"
        WHERE (SELECT count(*) FROM named) < ${wanted} AND ${Prisma.join([...holding, filtersOf(input)], ' AND ')}
          AND ${beginning === undefined ? Prisma.sql`TRUE` : Prisma.sql`"slug" NOT LIKE ${`${beginning}%`}`}
        LIMIT ${words.length === 0 ? 0 : rankedMax}
      ) AS holding
    ) AS found
    ORDER BY "rank", "byName" DESC, "slug" COLLATE "C", "id"
    LIMIT ${pageSize + 1} OFFSET ${wanted - pageSize - 1}`;
}

/** What a slug begins with whose tool is named so; undefined where the query has nothing that a slug can hold. */
function beginningOf(query: string): string | undefined {
  if (query === '') return '';
  return /[a-z0-9]/i.test(query) ? slugOf(query) : undefined;
}

/** The first `wanted` in the order of slugs. Narrowed, they are the first of each kind that an index holds in that order. */
function namedSo({ category, severity }: SearchInput, beginning: string | undefined, wanted: number): Prisma.Sql {
  if (beginning === undefined) return Prisma.sql`SELECT "id", "slug" FROM "CatalogueTool" WHERE FALSE`;
  const inOrder = Prisma.sql`"slug" LIKE ${`${beginning}%`} ORDER BY "slug" COLLATE "C", "id" LIMIT ${wanted}`;
  if (!category && !severity) return Prisma.sql`SELECT "id", "slug" FROM "CatalogueTool" WHERE ${inOrder}`;
  const kinds = (category ? [category] : categories).flatMap((one) =>
    (severity ? [severity] : severities).map((other) => Prisma.sql`(${one}::"Category", ${other}::"Severity")`),
  );
  return Prisma.sql`
    SELECT "id", "slug" FROM (VALUES ${Prisma.join(kinds)}) AS kind ("category", "severity") CROSS JOIN LATERAL (
      SELECT "id", "slug" FROM "CatalogueTool" AS tool
      WHERE tool."category" = kind."category" AND tool."severity" = kind."severity" AND ${inOrder}
    ) AS first
    ORDER BY "slug" COLLATE "C", "id" LIMIT ${wanted}`;
}

export function filtersOf({ category, severity }: SearchInput): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(category ? [Prisma.sql`"category" = ${category}::"Category"`] : []),
      ...(severity ? [Prisma.sql`"severity" = ${severity}::"Severity"`] : []),
    ],
    ' AND ',
  );
}
