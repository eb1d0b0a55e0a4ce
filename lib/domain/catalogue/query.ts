import { slugOf } from '@/lib/core/catalogue-model/slug';

/** A search as it is looked for. */
export type Query = {
  words: Word[];
  /** Slugs of a tool that is named so, as tools write names: send-email, sendemail. */
  slugs: string[];
  /** What the slug of a tool begins with whose name begins so; none begins with another, so that each is found once. */
  beginnings: string[];
  /** What a server is called that is named so: all of the query, and it without the words that say little. */
  names: string[];
};

/**
 * In lower case. Where the catalogue holds the singular, that is looked for, which finds the plural too. The parts of a word
 * in camel case are looked for where it is the name of a tool, or where nothing holds it whole.
 */
export type Word = { whole: string; singular: string | null; parts: string[]; isToolName: boolean };

/** Each costs a look into the index and, where it is misspelt, a comparison with many; the parts of one count as words. */
export const wordsMax = 12;

const saysLittle = new Set(['mcp', 'a', 'an', 'the', 'of', 'for', 'to', 'in', 'on', 'with', 'from', 'and']);

/** A word without a letter or digit is none, and no index would find it. */
export function readQuery(text: string): Query {
  const tokens = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const telling = withoutNoise(tokens);
  const words = new Map(telling.map((token) => [token.toLowerCase(), wordOf(token)]));
  const slugs = text === '' ? [''] : [...new Set([tokens, telling].flatMap(slugsOf))];
  const names = [text, tokens.join(' '), telling.join(' '), telling.join('')].map((name) => name.toLowerCase());
  return {
    words: [...words.values()].slice(0, wordsMax),
    slugs,
    beginnings: slugs.filter((one) => !slugs.some((other) => other !== one && one.startsWith(other))),
    names: [...new Set(names)].filter(Boolean),
  };
}

/** Who asks for "github mcp server" means GitHub. Where nothing else is left, the words mean themselves. */
function withoutNoise(tokens: readonly string[]): readonly string[] {
  const words = tokens.map((token) => token.toLowerCase());
  const telling = tokens.filter((_, at) => {
    const besideMcp = words[at - 1] === 'mcp' || words[at + 1] === 'mcp';
    return !saysLittle.has(words[at] ?? '') && !(besideMcp && /^servers?$/.test(words[at] ?? ''));
  });
  return telling.length > 0 ? telling : tokens;
}

function wordOf(token: string): Word {
  const whole = token.toLowerCase();
  const singular = singularOf(whole);
  const parts = partsOf(token);
  // "createIssue", but neither "GitHub" nor "macOS".
  const isToolName = parts.length > 1 && /^\p{Ll}/u.test(token) && parts.every((part) => part.length > 2);
  return { whole, singular: singular === whole ? null : singular, parts, isToolName };
}

/** `createIssue` is "create" and "issue". */
function partsOf(token: string): string[] {
  return token
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(' ');
}

/** What is shorter than four letters is within too many words: "docs" is not looked for as "doc". */
function singularOf(word: string): string {
  return /^[a-z]{3,}[^aisu\W\d]s$/.test(word) ? word.slice(0, -1) : word;
}

function slugsOf(tokens: readonly string[]): string[] {
  const parts = tokens.flatMap(partsOf);
  const singular = parts.map(singularOf);
  const run = parts.every((part) => part.length > 1) ? [parts.join(''), singular.join('')] : [];
  const written = [tokens.join('-'), parts.join('-'), singular.join('-'), ...run];
  return written.filter((one) => /[a-z0-9]/i.test(one)).map(slugOf);
}
