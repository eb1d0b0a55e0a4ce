import { db } from '@/lib/base/database/client';
import { editsBetween } from '@/lib/core/catalogue-model/edits';
import { Prisma } from '@/prisma/client/client';

/**
 * Words that share this part of their three-letter runs are looked at; the edits decide. A short word has so few runs that a
 * slip spoils most of them, and a long one so many that a low bar would have a tenth of all words compared.
 */
const similarityMin = (word: string) => (word.length < 8 ? 0.2 : 0.3);
const candidatesMax = 50;

/** One slip makes anything of three letters, so "aws" stays "aws". The vocabulary holds words of up to 40. */
const lettersMin = 4;
const lettersMax = 42;

/** Each word as the catalogue spells it: a word that it does not hold becomes the nearest one that it does, if any is near. */
export async function spellAsCatalogue(words: readonly string[]): Promise<string[]> {
  return Promise.all(words.map(async (word) => ((await isHeld(word)) ? word : ((await wordsNear(word))[0] ?? word))));
}

/** A pattern for LIKE that finds the word anywhere; words hold letters and digits only. */
function containing(word: string): string {
  return `%${word}%`;
}

/** False: no tool holds one of the words. Words that the vocabulary does not keep as they are count as held. */
export async function areHeld(words: readonly string[]): Promise<boolean> {
  const kept = words.filter((word) => /^(?=.*[a-z])[a-z0-9]{3,40}$/.test(word));
  return (await Promise.all(kept.map(isHeld))).every(Boolean);
}

/**
 * Where a text, an indexed expression in lower case, holds the word. The index knows runs of three letters, so a shorter
 * word would have every row read: it is looked for where a word begins, and so is one like "k8s", which means nothing within
 * another. What stands before is listed, since the index can use no "anything but a letter".
 */
export function holding(text: Prisma.Sql, word: string): Prisma.Sql {
  if (!isShort(word)) return Prisma.sql`${text} LIKE ${containing(word)}`;
  return Prisma.sql`${text} ~ ${`(^|[-_./ (@:,])${word}`}`;
}

/** A word that is looked for only where a word begins. */
export function isShort(word: string): boolean {
  return word.length < 3 || (word.length === 3 && /\p{N}/u.test(word));
}

/** Whether any tool has held the word, as a word of its own or where it is looked for within one. */
export async function isHeld(word: string): Promise<boolean> {
  const pattern = isShort(word) ? `${word}%` : containing(word);
  const rows = await db().$queryRaw<unknown[]>`SELECT 1 FROM "CatalogueWord" WHERE "word" LIKE ${pattern} LIMIT 1`;
  return rows.length > 0;
}

/** Words of the catalogue that one slip makes of this one; where none does, those that two do, the fewest first. */
export async function wordsNear(word: string): Promise<string[]> {
  const one = await wordsOneSlipAway(word);
  return one.length > 0 ? one : wordsTwoSlipsAway(word);
}

/** By equality, so that the size of the vocabulary does not matter. */
async function wordsOneSlipAway(word: string): Promise<string[]> {
  if (word.length < lettersMin || word.length > lettersMax) return [];
  const rows = await db().$queryRaw<{ word: string }[]>`
    SELECT "word" FROM (
      SELECT DISTINCT "word" FROM "CatalogueSlip" WHERE "slip" IN (SELECT policylayer_slips(${word}))
    ) AS found
    ORDER BY similarity("word", ${word}) DESC, "word" LIMIT ${candidatesMax}`;
  return nearest(word, rows, 1);
}

async function wordsTwoSlipsAway(word: string): Promise<string[]> {
  if (word.length < 5 || word.length > lettersMax) return [];
  const [, rows] = await db().$transaction([
    db().$executeRaw`SELECT set_config('pg_trgm.similarity_threshold', ${String(similarityMin(word))}, TRUE)`,
    db().$queryRaw<{ word: string }[]>`
      SELECT "word" FROM "CatalogueWord" WHERE "word" % ${word} AND length("word") BETWEEN ${word.length - 2} AND ${word.length + 2}
      ORDER BY similarity("word", ${word}) DESC, "word" LIMIT ${candidatesMax}`,
  ]);
  return nearest(word, rows, 2);
}

function nearest(word: string, rows: readonly { word: string }[], editsMax: number): string[] {
  return rows
    .filter((row) => row.word.length >= lettersMin && !isAnotherWord(word, row.word))
    .map((row) => ({ word: row.word, edits: editsBetween(word, row.word) }))
    .filter(({ edits }) => edits <= editsMax)
    .sort((a, b) => a.edits - b.edits)
    .map((row) => row.word);
}

/** One letter replaced in four makes another word of the language: "bash" is no slip of "base". */
function isAnotherWord(word: string, other: string): boolean {
  const letters = (one: string) => [...one].sort().join('');
  return word.length === 4 && other.length === 4 && letters(word) !== letters(other);
}
