import { db } from '@/lib/db';
import { Prisma } from '@/prisma/client/client';
import { filtersOf, type Ids, pageSize } from './find-tools';
import type { SearchInput } from './schema';
import { holding, isHeld, wordsNear } from './spelling';

const rankedMax = 300;

/** Words looked for instead of one. */
const nearMax = 6;

/** Tools that hold, for every word, it or one near to it; where none does, those that hold the longest known word. */
export async function findNearest(input: SearchInput, words: readonly string[]): Promise<Ids> {
  const choices = await Promise.all(words.map(choicesFor));
  const known = choices.filter(({ held, near }) => held.length + near.length > 0);
  if (known.length === 0) return [];
  const each = known.map(({ held, near }) => [...held, ...near].slice(0, nearMax));
  const all = known.length === words.length ? await findAnyOfEach(input, each) : [];
  if (all.length > 0) return all;
  // A word that is right as it is means itself alone.
  const alone = known.some(({ held }) => held.length > 0) ? known.map(({ held }) => held) : each;
  return findAnyOfEach(input, alone.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0)).slice(0, 1));
}

async function choicesFor(word: string): Promise<{ held: string[]; near: string[] }> {
  const [held, near] = await Promise.all([isHeld(word), wordsNear(word)]);
  return { held: held ? [word] : [], near };
}

/** The tool ranks first that holds the most first choices. */
async function findAnyOfEach(input: SearchInput, choices: readonly string[][]): Promise<Ids> {
  const holds = (word: string) => holding(Prisma.sql`"searchText"`, word);
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
