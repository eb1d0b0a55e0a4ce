import { db } from '@/lib/db';
import { Prisma } from '@/prisma/client/client';
import { filtersOf, type Ids, pageSize } from './find-tools';
import type { SearchInput } from './schema';
import { inSearchText, isHeld, wordsNear } from './spelling';

const rankedMax = 300;

/** Words looked for instead of one. */
const nearMax = 6;

/** Tools that hold, for every word, it or one near to it; where none does, those that hold the longest known word. */
export async function findNearest(input: SearchInput, words: readonly string[]): Promise<Ids> {
  const choices = await Promise.all(words.map(choicesFor));
  const known = choices.filter((choice) => choice.length > 0);
  if (known.length === 0) return [];
  const all = known.length === words.length ? await findAnyOfEach(input, known) : [];
  if (all.length > 0) return all;
  const longest = known.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0)).slice(0, 1);
  return findAnyOfEach(input, longest);
}

async function choicesFor(word: string): Promise<string[]> {
  const [held, near] = await Promise.all([isHeld(word), wordsNear(word)]);
  return [...(held ? [word] : []), ...near].slice(0, nearMax);
}

/** The tool ranks first that holds the most first choices. */
async function findAnyOfEach(input: SearchInput, choices: readonly string[][]): Promise<Ids> {
  const holds = (word: string) => Prisma.sql`"searchText" LIKE ${inSearchText(word)}`;
  const each = choices.map((choice) => Prisma.sql`(${Prisma.join(choice.map(holds), ' OR ')})`);
  const first = choices.flatMap(([word]) => (word ? [Prisma.sql`(${holds(word)})::integer`] : []));
  return db().$queryRaw<Ids>`
    SELECT "id" FROM (
      SELECT "id", "slug", "searchText" FROM "CatalogueTool"
      WHERE ${Prisma.join(each, ' AND ')} AND ${filtersOf(input)} LIMIT ${rankedMax}
    ) AS found
    ORDER BY ${Prisma.join(first, ' + ')} DESC, "slug" COLLATE "C", "id"
    LIMIT ${pageSize + 1} OFFSET ${(input.page - 1) * pageSize}`;
}
