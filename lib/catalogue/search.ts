import { db } from '@/lib/db';
import { Prisma } from '@/prisma/client/client';
import { type FoundTool, foundFields } from './entry';
import type { ServerEntry } from './list-servers';
import type { SearchInput } from './schema';
import { searchServers } from './search-servers';
import { containing, spellAsCatalogue } from './spelling';

const pageSize = 30;

/** Ranking looks at this many matches at most: a word that half of all tools share stays as fast as a rare one. */
const rankedMax = 3_000;

/** Two of three letters right: "kestar" finds Kestra, and hardly anything else. */
const similarityMin = 0.35;

export type SearchResult = {
  /** Servers that are named so themselves; on the first page of a search that is not narrowed. */
  servers: ServerEntry[];
  tools: FoundTool[];
  /** The query as the catalogue spells it, where nothing held it as written and this found something. */
  corrected: string | null;
  /** Nothing held all the words; these are the nearest. */
  approximate: boolean;
  more: boolean;
};

/**
 * Tools that hold every word of the query in their own or their server's name, best first. Where none does: those that
 * hold every word as the catalogue spells it, then those near to every word, then those near to the query as a whole.
 */
export async function searchCatalogue(input: SearchInput): Promise<SearchResult> {
  const words = wordsIn(input.q);
  const exact = await find(input, words);
  if (exact.length > 0 || words.length === 0) return resultOf(input, words, exact);
  const spelled = await spellAsCatalogue(words);
  const corrected = spelled.join(' ');
  const respelled = corrected === words.join(' ') ? [] : await find({ ...input, q: corrected }, spelled);
  if (respelled.length > 0) return { ...(await resultOf(input, spelled, respelled)), corrected };
  const near = await findNearest(input, spelled);
  const nearest = near.length > 0 || words.length === 1 ? near : await findNearest(input, [words.join(' ')]);
  return { ...(await resultOf(input, [], nearest)), approximate: nearest.length > 0 };
}

type Ids = { id: string }[];

function wordsIn(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

function matches(words: readonly string[]): Prisma.Sql {
  const conditions = words.map((word) => Prisma.sql`"searchText" LIKE ${containing(word)}`);
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

async function find(input: SearchInput, words: readonly string[]): Promise<Ids> {
  const query = input.q.toLowerCase();
  return db().$queryRaw<Ids>`
    SELECT "id" FROM (
      SELECT "id", "name" FROM "CatalogueTool" WHERE ${matches(words)} AND ${filters(input)} LIMIT ${rankedMax}
    ) AS found
    ORDER BY lower("name") = ${query} DESC, starts_with(lower("name"), ${query}) DESC, "name", "id"
    LIMIT ${pageSize + 1} OFFSET ${(input.page - 1) * pageSize}`;
}

/** Near to each of the texts; the text that fits worst ranks a tool. */
async function findNearest(input: SearchInput, texts: readonly string[]): Promise<Ids> {
  const near = texts.map((text) => Prisma.sql`${text} <% "searchText"`);
  const fits = texts.map((text) => Prisma.sql`word_similarity(${text}, "searchText")`);
  const [, rows] = await db().$transaction([
    db().$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(similarityMin)}, TRUE)`,
    db().$queryRaw<Ids>`
      SELECT "id" FROM (
        SELECT "id", "name", "searchText" FROM "CatalogueTool"
        WHERE ${Prisma.join(near, ' AND ')} AND ${filters(input)} LIMIT ${rankedMax}
      ) AS found
      ORDER BY least(${Prisma.join(fits)}) DESC, "name", "id"
      LIMIT ${pageSize + 1} OFFSET ${(input.page - 1) * pageSize}`,
  ]);
  return rows;
}

async function resultOf(input: SearchInput, words: readonly string[], found: Ids): Promise<SearchResult> {
  const ids = found.slice(0, pageSize).map(({ id }) => id);
  const narrowed = input.category || input.severity || input.page > 1;
  const [rows, servers] = await Promise.all([
    db().catalogueTool.findMany({ where: { id: { in: ids } }, select: { id: true, ...foundFields } }),
    narrowed ? [] : searchServers(words),
  ]);
  const byId = new Map(rows.map(({ id, ...tool }) => [id, tool]));
  const tools = ids.flatMap((id) => byId.get(id) ?? []);
  return { servers, tools, corrected: null, approximate: false, more: found.length > pageSize };
}
