import { type Verb, verbOf } from './lexicon';
import type { PairSet } from './sets';

/** The lower-case words of an identifier and their offsets. */
export type SplitName = {
  words: readonly string[];
  from: readonly number[];
  to: readonly number[];
  /** Index of the word that starts a camelCase part after a prefix: 1 for "hosting_changeVersion", else 0. */
  lead: number;
};

/** Characters of an identifier that are read. */
const identifierLengthMax = 200;

/** Cache: most parameters have common names. */
const remembered = new Map<string, SplitName>();
const rememberedMax = 5_000;

/** Splits snake_case, kebab-case, dotted and camelCase identifiers. */
export function splitName(identifier: string): SplitName {
  const text = identifier.length > identifierLengthMax ? identifier.slice(0, identifierLengthMax) : identifier;
  const known = remembered.get(text);
  if (known) return known;
  const split = splitAfresh(text);
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(text, split);
  return split;
}

export function wordsOf(identifier: string): readonly string[] {
  return splitName(identifier).words;
}

/** The first word of an identifier that is in the set, as written. */
export function wordIn(identifier: string, set: ReadonlySet<string>): string | undefined {
  const { words, from, to } = splitName(identifier);
  const at = words.findIndex((word) => set.has(word));
  return at < 0 ? undefined : identifier.slice(from[at], to[at]);
}

/** The first pair of an identifier that is in the set, as written. */
export function pairIn(identifier: string, { words, from, to }: SplitName, isPair: PairSet): string | undefined {
  const at = words.findIndex((word, index) => isPair(word, singular(words[index + 1] ?? '')));
  return at < 0 ? undefined : identifier.slice(from[at], to[at + 1]);
}

function splitAfresh(text: string): SplitName {
  const words: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const kind = kindAt(text, at);
    if (start >= 0 && (kind === '' || startsWord(text, at, kind))) {
      words.push(text.slice(start, at).toLowerCase());
      from.push(start);
      to.push(at);
      start = -1;
    }
    if (kind !== '' && start < 0) start = at;
  }
  return { words, from, to, lead: leadOf(text, from, to) };
}

function leadOf(text: string, from: readonly number[], to: readonly number[]): number {
  for (let index = 1; index < from.length - 1; index += 1) {
    const start = from[index] ?? 0;
    const prefixed = to[index - 1] !== start;
    const goesOn = to[index] === from[index + 1];
    if (prefixed && goesOn && kindAt(text, start) === 'lower') return index;
  }
  return 0;
}

type Kind = '' | 'lower' | 'upper' | 'digit';

function kindAt(text: string, at: number): Kind {
  const code = text.charCodeAt(at);
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  return code >= 48 && code <= 57 ? 'digit' : '';
}

/**
 * "getURLInfo" is get, url, info: a capital starts a word after a lower-case letter, and before one at the end of
 * capitals.
 */
function startsWord(text: string, at: number, kind: Kind): boolean {
  if (kind !== 'upper') return false;
  const before = kindAt(text, at - 1);
  return before === 'lower' || before === 'digit' || (before === 'upper' && kindAt(text, at + 1) === 'lower');
}

/** Stemming: "Deletes", "deleting" and "delete" are one verb. */
export function inflectedVerb(word: string): Verb | undefined {
  const base = baseOf(word);
  return base === undefined ? undefined : verbOf(base);
}

/** The base form that the lexicon knows; undefined: no verb. */
export function baseOf(word: string): string | undefined {
  if (verbOf(word)) return word;
  const [ending, ...repairs] = inflections.find(([ending]) => word.endsWith(ending)) ?? [''];
  if (!ending) return undefined;
  const stem = word.slice(0, -ending.length);
  const undoubled = stem.at(-1) === stem.at(-2) ? [stem.slice(0, -1)] : [];
  return [...repairs.map((repair) => stem + repair), ...undoubled].find(verbOf);
}

const inflections: readonly [string, ...string[]][] = [
  ['ies', 'y'],
  ['es', '', 'e'],
  ['s', ''],
  ['ing', '', 'e'],
];

/** The singular of a noun, good enough to compare nouns. */
export function singular(word: string): string {
  if (!word.endsWith('s') || word.length < 4) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  return word.slice(0, /(?:ses|xes|ches|shes)$/.test(word) ? -2 : -1);
}
