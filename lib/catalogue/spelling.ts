import { db } from '@/lib/db';

/** Words that share this part of their three-letter runs are looked at; the edits decide. */
const similarityMin = 0.35;
const rowsMax = 3_000;
const candidatesMax = 50;

type Candidate = { word: string };

/** Each word as the catalogue spells it: a word that it does not hold becomes the nearest one that it does, if any is near. */
export async function spellAsCatalogue(words: readonly string[]): Promise<string[]> {
  return Promise.all(words.map(async (word) => ((await isHeld(word)) ? word : ((await nearestWord(word)) ?? word))));
}

/** A pattern for LIKE that finds the word anywhere; its wildcards are letters. */
export function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

async function isHeld(word: string): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "CatalogueTool" WHERE "searchText" LIKE ${containing(word)} LIMIT 1`;
  return rows.length > 0;
}

async function nearestWord(word: string): Promise<string | undefined> {
  const [, rows] = await db().$transaction([
    db().$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(similarityMin)}, TRUE)`,
    db().$queryRaw<Candidate[]>`
      SELECT "word" FROM (
        SELECT regexp_split_to_table("searchText", '[^[:alnum:]]+') AS "word" FROM (
          SELECT "searchText" FROM "CatalogueTool" WHERE ${word} <% "searchText" LIMIT ${rowsMax}
        ) AS near
      ) AS words
      GROUP BY "word"
      ORDER BY similarity("word", ${word}) DESC, count(*) DESC, "word"
      LIMIT ${candidatesMax}`,
  ]);
  const near = rows
    .map((row) => ({ word: row.word, edits: editsBetween(word, row.word) }))
    .filter(({ edits }) => edits <= (word.length < 5 ? 1 : 2))
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.word;
}

/** How many letters have to be put in, taken out, replaced or swapped with their neighbour to make one word of the other. */
export function editsBetween(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = at(last, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const moved = Math.min(replaced, at(last, column) + 1, at(current, column - 1) + 1);
      const swaps = column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(swaps ? Math.min(moved, at(before, column - 2) + 1) : moved);
    }
    before = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
