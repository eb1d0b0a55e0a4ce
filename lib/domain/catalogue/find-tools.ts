import { db } from '@/lib/base/database/client';
import type { SearchInput } from '@/lib/core/catalogue-model/schema';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import { Prisma } from '@/prisma/client/client';
import type { Query } from './query';
import { holding, isShort } from './spelling';

export const pageSize = 30;

/** Ranking looks at this many matches at most: a word that half of all tools share stays as fast as a rare one. */
const rankedMax = 1_000;

export type Ids = { id: string }[];

export type Wanted = Pick<Query, 'slugs' | 'beginnings'> & {
  words: readonly string[];
  /** Servers that are named as the query is, in their order: their tools come first. */
  servers: readonly string[];
};

/**
 * A page of tools, and one more where there is more: those of servers named so, then those whose name begins so, then those
 * that hold every word, in their own name first.
 */
export async function findTools(input: SearchInput, wanting: Wanted): Promise<Ids> {
  const { words, beginnings, servers } = wanting;
  const wanted = input.page * pageSize + 1;
  const elsewhere = Prisma.sql`"serverId" <> ALL (${servers}::uuid[])`;
  const begins = beginnings.map((one) => Prisma.sql`AND "slug" NOT LIKE ${`${one}%`}`);
  const held = words.map((word) => holding(searchText, word));
  return db().$queryRaw<Ids>`
    WITH own AS MATERIALIZED (${ofServers(input, servers, wanted)}),
    named AS MATERIALIZED (${namedSo(input, wanting, elsewhere, wanted)})
    SELECT "id" FROM (
      SELECT "id", 0 AS "rank", "place", "slug" FROM own
      UNION ALL
      SELECT "id", 1, "place", "slug" FROM named
      UNION ALL
      SELECT "id", 2, ${placeByName(words)}, "slug" FROM (
        SELECT "id", "name", "slug" FROM "CatalogueTool"
        WHERE (SELECT count(*) FROM own) + (SELECT count(*) FROM named) < ${wanted}
          AND ${Prisma.join([...held, filtersOf(input), elsewhere], ' AND ')} ${Prisma.join([Prisma.empty, ...begins], ' ')}
        LIMIT ${words.length === 0 ? 0 : rankedMax}
      ) AS holding
    ) AS found
    ORDER BY "rank", "place", "slug" COLLATE "C", "id"
    LIMIT ${pageSize + 1} OFFSET ${wanted - pageSize - 1}`;
}

const searchText = Prisma.sql`"searchText"`;

function ofServers(input: SearchInput, servers: readonly string[], wanted: number): Prisma.Sql {
  return Prisma.sql`
    SELECT "id", array_position(${servers}::uuid[], "serverId") AS "place", "slug" FROM "CatalogueTool"
    WHERE "serverId" = ANY (${servers}::uuid[]) AND ${filtersOf(input)}
    ORDER BY "place", "slug" COLLATE "C", "id" LIMIT ${wanted}`;
}

/** 0: the name holds every word as a word, 1: as a part of one, 2: the rest is told by its server. */
function placeByName(words: readonly string[]): Prisma.Sql {
  const name = Prisma.sql`(' ' || translate(lower("name"), '_-./:', '     ') || ' ')`;
  const whole = words.map((word) => `% ${word} %`);
  const parts = words.map((word) => (isShort(word) ? `% ${word}%` : `%${word}%`));
  return Prisma.sql`CASE WHEN ${name} LIKE ALL (${whole}) THEN 0 WHEN ${name} LIKE ALL (${parts}) THEN 1 ELSE 2 END`;
}

/** The first `wanted` in the order of slugs. Narrowed, they are the first of each kind that an index holds in that order. */
function namedSo(input: SearchInput, named: Wanted, elsewhere: Prisma.Sql, wanted: number): Prisma.Sql {
  const { slugs, beginnings } = named;
  if (beginnings.length === 0) return Prisma.sql`SELECT "id", 0 AS "place", "slug" FROM "CatalogueTool" WHERE FALSE`;
  const each = beginnings.map((one) => Prisma.sql`(${beginningSo(input, one, elsewhere, wanted)})`);
  return Prisma.sql`
    SELECT "id", ("slug" <> ALL (${slugs}))::integer AS "place", "slug" FROM (${Prisma.join(each, ' UNION ALL ')}) AS each
    ORDER BY "place", "slug" COLLATE "C", "id" LIMIT ${wanted}`;
}

function beginningSo(
  { category, severity }: SearchInput,
  beginning: string,
  elsewhere: Prisma.Sql,
  wanted: number,
): Prisma.Sql {
  const inOrder = Prisma.sql`"slug" LIKE ${`${beginning}%`} AND ${elsewhere} ORDER BY "slug" COLLATE "C", "id" LIMIT ${wanted}`;
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
