import { db } from '@/lib/base/database/client';
import type { SearchInput } from '@/lib/core/catalogue-model/schema';
import { Prisma } from '@/prisma/client/client';
import { filtersOf, type Ids, pageSize } from './find-tools';
import { holding, isHeld, wordsNear } from './spelling';

const rankedMax = 300;

/** Readings of a search that are looked for, each by itself: the index meets all words of one far faster than any of many. */
const readingsMax = 4;

/** A word for each word of the search; `distance` adds up how far down the choices they stand. */
type Reading = { words: string[]; distance: number };

/**
 * Tools that hold, for every word, it or one near to it, the likeliest readings first; where none does, those that hold the
 * longest known word. The search as it is written has found nothing.
 */
export async function findNearest(input: SearchInput, words: readonly string[]): Promise<Ids> {
  const choices = await Promise.all(words.map(choicesFor));
  const known = choices.filter(({ held, near }) => held.length + near.length > 0);
  if (known.length === 0) return [];
  const each = known.map(({ held, near }) => [...new Set([...held, ...near])]);
  const [, ...others] = readingsOf(each);
  const all = known.length === words.length ? await findReadings(input, others) : [];
  if (all.length > 0) return all;
  // A word that is right as it is means itself alone.
  const alone = known.some(({ held }) => held.length > 0) ? known.map(({ held }) => held) : each;
  const longest = alone.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0)).slice(0, 1);
  return findReadings(input, readingsOf(longest));
}

async function choicesFor(word: string): Promise<{ held: string[]; near: string[] }> {
  const [held, near] = await Promise.all([isHeld(word), wordsNear(word)]);
  return { held: held ? [word] : [], near };
}

function readingsOf(choices: readonly string[][]): string[][] {
  const none: Reading[] = [{ words: [], distance: 0 }];
  return choices.reduce(withOneMore, none).map(({ words }) => words);
}

function withOneMore(readings: Reading[], choice: readonly string[]): Reading[] {
  return readings
    .flatMap(({ words, distance }) => choice.map((word, at) => ({ words: [...words, word], distance: distance + at })))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, readingsMax);
}

/** A page, and one more where there is more; a tool stands where the first reading that finds it does. */
async function findReadings(input: SearchInput, readings: readonly string[][]): Promise<Ids> {
  const wanted = input.page * pageSize + 1;
  const found = new Set<string>();
  for (const words of readings) {
    if (found.size >= wanted) break;
    for (const { id } of await findHolding(input, words, wanted + found.size)) found.add(id);
  }
  return [...found].slice(wanted - pageSize - 1, wanted).map((id) => ({ id }));
}

async function findHolding(input: SearchInput, words: readonly string[], wanted: number): Promise<Ids> {
  const held = words.map((word) => holding(Prisma.sql`"searchText"`, word));
  return db().$queryRaw<Ids>`
    SELECT "id" FROM (
      SELECT "id", "slug" FROM "CatalogueTool"
      WHERE ${Prisma.join([...held, filtersOf(input)], ' AND ')} LIMIT ${Math.max(rankedMax, wanted)}
    ) AS found
    ORDER BY "slug" COLLATE "C", "id" LIMIT ${wanted}`;
}
