import { type Verb, verbOf } from './lexicon';

/** The lower-case words of an identifier: snake_case, kebab-case, dotted and camelCase alike. */
export function wordsOf(identifier: string): string[] {
  return identifier
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** The verb behind a word of running text: "Deletes", "deleting" and "delete" are one verb. */
export function inflectedVerb(word: string): Verb | undefined {
  const known = verbOf(word);
  if (known) return known;
  const [ending, ...repairs] = inflections.find(([ending]) => word.endsWith(ending)) ?? [''];
  if (!ending) return undefined;
  const stem = word.slice(0, -ending.length);
  const undoubled = stem.at(-1) === stem.at(-2) ? [stem.slice(0, -1)] : [];
  return [...repairs.map((repair) => stem + repair), ...undoubled].map(verbOf).find((verb) => verb !== undefined);
}

const inflections: readonly [string, ...string[]][] = [
  ['ies', 'y'],
  ['es', '', 'e'],
  ['s', ''],
  ['ing', '', 'e'],
];

/** The singular of a plural noun, well enough to compare nouns with. */
export function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|us|is)$/.test(word) || word.length < 4) return word;
  if (/(ses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
