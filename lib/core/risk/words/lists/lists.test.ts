import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { actionNouns } from './action-nouns';
import { carriedBy } from './arguments';
import { contentNouns, mediaNouns, modifiedNouns, readNouns, textNouns } from './nouns';
import { phrasalVerbs } from './phrasal-verbs';
import { programs, runnableNouns } from './running';
import { otherTokenWords, secretWords } from './secrets';
import { verbLists } from './verbs';

const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file));

/** The items of each literal of a file: phrases between commas, else words. */
function literals(file: string): string[][] {
  const source = readFileSync(`${import.meta.dirname}/${file}`, 'utf8').replace(/\/\*\*[\s\S]*?\*\/|^import .*$/gm, '');
  return [...source.matchAll(/(pairSet|phraseSet)?\(?(?:'([^']*)'|`([^`]*)`)/g)].map(([, phrases, word, block]) =>
    itemsOf(word ?? block ?? '', phrases),
  );
}

function itemsOf(text: string, phrases?: string): string[] {
  return text
    .split(phrases || text.includes(',') ? ',' : /\s+/)
    .map((item) => item.trim())
    .filter(Boolean);
}

function repeated(lists: readonly Iterable<string>[]): string[] {
  const all = lists.flatMap((list) => [...list]);
  return all.filter((item, at) => all.indexOf(item) !== at);
}

test.each(files)('the lists of %s are sorted and have no word twice', (file) => {
  for (const items of literals(file)) expect(items).toEqual([...new Set(items)].sort());
});

test('a verb has one category and one kind', () => {
  expect(
    repeated(Object.values(verbLists).flatMap((kinds) => Object.values(kinds).map((text) => itemsOf(text)))),
  ).toEqual([]);
});

test('a phrasal verb has one category', () => {
  expect(repeated(Object.values(phrasalVerbs).map((text) => itemsOf(text)))).toEqual([]);
});

test('the last noun of a name has one category', () => {
  expect(repeated([...Object.values(actionNouns), new Set([...readNouns, ...modifiedNouns]), programs])).toEqual([]);
  expect(repeated([runnableNouns, readNouns])).toEqual([]);
});

test('a managed noun is either started and stopped, or has contents', () => {
  expect(repeated([runnableNouns, contentNouns])).toEqual([]);
});

test('a conversion is to text or to media', () => {
  expect(repeated([textNouns, mediaNouns])).toEqual([]);
});

test('a word of an argument tells one thing that it carries', () => {
  expect(repeated(Object.values(carriedBy))).toEqual([]);
});

test('no word for secrets makes a token harmless', () => {
  expect(repeated([secretWords, otherTokenWords])).toEqual([]);
});
