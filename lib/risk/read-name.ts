import type { Reading } from './evidence';
import { type Category, categories, type Verb, verbOf } from './lexicon';
import { mediaNouns, moneyNouns, objectRule, readNouns, runnableNouns } from './nouns';
import { singular, wordsOf } from './words';

export type NameReading = Reading & {
  /** The verb, or the noun that stands for it. */
  word: string;
  /** What was decided on: the verb, or the whole name where the verb's object decided. */
  said: string;
  vague: boolean;
};

const weightOf = { plain: 1, either: 0.75, thing: 0.5, vague: 0.5 } as const;

/** What a tool's name alone says; undefined when it holds no verb and no noun that tells. */
export function readName(name: string): NameReading | undefined {
  const words = wordsOf(name);
  const governing = governingVerb(words);
  if (!governing) return readNoun(words);
  const { index, verb } = governing;
  const word = words[index] ?? '';
  const others = words.filter((_, at) => at !== index);
  const category = worst([refine(word, verb, others), ...joinedVerbs(words, index)]);
  const said = category === verb.category ? word : name;
  return {
    category,
    weight: governing.contested ? 0.75 : weightOf[verb.kind],
    word,
    said,
    vague: verb.kind === 'vague',
    evidence: [{ place: 'name', quote: said, category }],
  };
}

export function worst(found: readonly Category[]): Category {
  return found.reduce((a, b) => (categories.indexOf(a) >= categories.indexOf(b) ? a : b), 'Read');
}

type Governing = { index: number; verb: Verb; contested?: boolean };

/** "delete_user" leads with its verb, "policy_engine_delete" ends with it; where both ends could be it, the worse is. */
function governingVerb(words: readonly string[]): Governing | undefined {
  const found = words.flatMap((word, index): Governing[] => {
    const verb = verbAt(words, index, word);
    return verb ? [{ index, verb }] : [];
  });
  const [leading] = found;
  if (!leading) return undefined;
  const last = found.find(({ index, verb }) => index === words.length - 1 && verb.kind === 'plain');
  const rest = found.filter(({ verb }) => verb.kind === 'plain');
  const firstPlain = rest[0];
  if (leading.index === 0 && leading.verb.kind === 'plain') {
    return last && last !== leading && endsWithDeed(words, leading) ? severer(leading, last) : leading;
  }
  if (leading.index === 0 && leading.verb.kind === 'either' && !last) return leading;
  if (last && firstPlain && last !== firstPlain) return severer(firstPlain, last);
  return last ?? firstPlain ?? found.find(({ verb }) => verb.kind !== 'thing') ?? leading;
}

/** Behind the second word, and not at the end, a word that is also a noun is one; no harmlessness is read from it. */
function verbAt(words: readonly string[], index: number, word: string): Verb | undefined {
  const verb = verbOf(word);
  const inside = index > 1 && index < words.length - 1;
  if (verb?.kind !== 'either' || !inside) return verb;
  return verb.category === 'Read' ? undefined : { ...verb, kind: 'thing' };
}

/** "deploy_plan_get": three words or more of which the last is a deed may have the first as their thing. */
function endsWithDeed(words: readonly string[], leading: Governing): boolean {
  return words.length >= 3 && leading.verb.category !== 'Read';
}

function severer(a: Governing, b: Governing): Governing {
  const worse = categories.indexOf(a.verb.category) >= categories.indexOf(b.verb.category) ? a : b;
  return { ...worse, contested: a.verb.category !== b.verb.category };
}

/** "find_and_replace", "get_or_create": a verb after "and" or "or" is done as well. */
function joinedVerbs(words: readonly string[], governing: number): Category[] {
  return words.flatMap((word, index) => {
    const before = words[index - 1];
    const verb = index !== governing && (before === 'and' || before === 'or') ? verbOf(word) : undefined;
    return verb?.kind === 'plain' ? [verb.category] : [];
  });
}

function refine(word: string, verb: Verb, others: readonly string[]): Category {
  const nouns = others.map(singular);
  const ruled = objectRule(word, nouns);
  if (ruled) return ruled;
  if (verb.kind === 'vague' && verb.category === 'Write' && nouns.some((noun) => runnableNouns.has(noun))) {
    return 'Execute';
  }
  const moves = verb.category === 'Write' || verb.category === 'Execute';
  return moves && nouns.some((noun) => moneyNouns.has(noun)) ? 'Financial' : verb.category;
}

function readNoun(words: readonly string[]): NameReading | undefined {
  const found = (nouns: ReadonlySet<string>) => words.find((word) => nouns.has(word) || nouns.has(singular(word)));
  const read = found(readNouns);
  const word = read ?? found(runnableNouns) ?? (words.includes('to') ? found(mediaNouns) : undefined);
  if (!word) return undefined;
  const category = read ? 'Read' : 'Execute';
  return { category, weight: 0.5, word, said: word, vague: true, evidence: [{ place: 'name', quote: word, category }] };
}
