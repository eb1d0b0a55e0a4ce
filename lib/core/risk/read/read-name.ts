import { type Category, categories, type Verb, verbOf, worst } from '@/lib/core/risk/words/lexicon';
import { conjunctions, countWords } from '@/lib/core/risk/words/lists/grammar';
import {
  askingVerbs,
  contentNouns,
  leadingNouns,
  listableVerbs,
  modifyingVerbs,
} from '@/lib/core/risk/words/lists/nouns';
import { runnableNouns } from '@/lib/core/risk/words/lists/running';
import { modifies, namesMoney, nounOf } from '@/lib/core/risk/words/nouns';
import { objectRule } from '@/lib/core/risk/words/objects';
import { phraseOf } from '@/lib/core/risk/words/phrases';
import { type SplitName, singular, splitName } from '@/lib/core/risk/words/words';
import { quote, type Reading } from './evidence';

export type NameReading = Reading & {
  /** The verb, or the noun that stands for it. */
  word: string;
  /** The quoted words: the verb, or the whole name if the verb's object decided. */
  said: string;
  /** open: a vague verb such as "manage". noun: no verb, but a noun that tells. */
  kind: 'verb' | 'open' | 'noun';
  /** The verb's object decided the category. */
  ruled?: boolean;
};

const weightOf = { plain: 1, either: 0.75, thing: 0.5, vague: 0.5 } as const;

/** Reads the name alone; undefined without a verb or a noun that tells. */
export function readName(name: string): NameReading | undefined {
  const split = withoutAffixes(splitName(name));
  const { words } = split;
  const found = verbsIn(words);
  const governing = governingVerb(words, found);
  if (!governing) return readNoun(name, split);
  const { index, end, verb } = governing;
  const word = words.slice(index, end).join(' ');
  const others = words.filter((_, at) => at < index || at >= end);
  const nouns = others.map(singular);
  const ruled = objectRule(word, nouns, 'name');
  const category = worst([ruled ?? refine(verb, nouns), ...joinedVerbs(words, found, index)]);
  const said =
    category === verb.category || category === 'Other' ? name.slice(split.from[index], split.to[end - 1]) : quote(name);
  return {
    category,
    weight: governing.contested || (ruled && verb.kind === 'vague') ? 0.75 : weightOf[verb.kind],
    word,
    said,
    kind: verb.kind === 'vague' && !ruled ? 'open' : 'verb',
    ruled: ruled !== undefined,
    evidence: [{ place: 'name', quote: said, category }],
  };
}

/** Skips a prefix before a camelCase part that starts with a verb, and "tool" at the end. */
function withoutAffixes(split: SplitName): SplitName {
  const { words, from, to, lead } = split;
  const verb = lead > 0 ? verbOf(words[lead] ?? '') : undefined;
  const start = verb && verb.kind !== 'thing' ? lead : 0;
  const end = words.length > start + 1 && words.at(-1) === 'tool' ? -1 : words.length;
  if (start === 0 && end === words.length) return split;
  return { words: words.slice(start, end), from: from.slice(start, end), to: to.slice(start, end), lead: 0 };
}

/** A verb of the name: the words from `index` up to `end`, exclusive. */
type Governing = { index: number; end: number; verb: Verb; contested?: boolean };

function verbsIn(words: readonly string[]): Governing[] {
  const found: Governing[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const phrase = phraseOf(word, words[index + 1]);
    const verb: Verb | undefined = phrase ? { category: phrase, kind: 'plain' } : verbAt(words, index, word);
    if (verb) found.push({ index, end: index + (phrase ? 2 : 1), verb });
    if (phrase) index += 1;
  }
  return found;
}

/**
 * The verb leads ("delete_user") or ends the name ("policy_engine_delete"); if both are possible, the more severe one
 * counts.
 */
function governingVerb(words: readonly string[], found: readonly Governing[]): Governing | undefined {
  const [leading, next] = found;
  if (!leading || looksAt(words, found)) return undefined;
  const plain = found.filter(({ verb }) => verb.kind === 'plain');
  const last = plain.find(({ end }) => end === words.length);
  const [firstPlain] = plain;
  const leads = leading.index === 0 ? whereItLeads(words, leading, next, last) : undefined;
  if (leads) return leads;
  const removing = plain.find(({ verb }) => verb.category === 'Destructive');
  if (removing) return { ...removing, contested: plain.length > 1 };
  if (last && firstPlain && last !== firstPlain) return severer(last, firstPlain);
  return last ?? firstPlain ?? withoutPlain(words, found);
}

function whereItLeads(
  words: readonly string[],
  leading: Governing,
  next: Governing | undefined,
  last: Governing | undefined,
): Governing | undefined {
  const { kind } = leading.verb;
  if (kind === 'either' && next?.verb.kind === 'plain' && next.index === 1 && saysOfWhat(words, leading, next)) {
    return undefined;
  }
  if (kind === 'plain') {
    return last && last !== leading && endsWithDeed(words, leading) ? severer(leading, last) : leading;
  }
  if (kind !== 'either') return undefined;
  if (!last) return leading;
  return opensDeed(words, leading) ? severer(leading, last) : undefined;
}

/**
 * A leading noun names the object: "queue_delete_entry", "queue_get_entry". "Delete" raises the severity. "Get" lowers
 * it, so that needs a verb that is never a noun; "store_list" may still store a list.
 */
function saysOfWhat(words: readonly string[], leading: Governing, next: Governing): boolean {
  const [first = '', second = ''] = words;
  if (next.verb.category !== 'Read')
    return leading.verb.category !== 'Read' && severer(leading, next).index === next.index;
  const listed = second === 'list' && words.length === 2 && listableVerbs.has(first);
  return leadingNouns.has(first) && askingVerbs.has(second) && !listed;
}

/** Of verbs that are also nouns, a changing one at the end is not overruled by a reading one. */
function withoutPlain(words: readonly string[], found: readonly Governing[]): Governing | undefined {
  const verbs = found.filter(({ verb }) => verb.kind !== 'thing');
  const [first] = verbs;
  const last = verbs.find(({ end }) => end === words.length);
  if (first && last && words[first.index] === 'do') return last;
  if (first && last) return first.verb.kind === 'vague' ? first : severer(first, last);
  return first ?? found.find(({ verb }) => verb.category !== 'Read') ?? found[0];
}

/** A noun of reading with modifiers only: "trade_history", "build_status". */
function looksAt(words: readonly string[], found: readonly Governing[]): boolean {
  const head = words.at(-1) ?? '';
  const others = found.filter(({ end }) => end < words.length);
  return others.length > 0 && others.every(({ index }) => modifies(words[index] ?? '', head));
}

/**
 * After the second word, and not at the end, a word that is also a noun is a noun; nothing harmless is concluded from
 * it. A word that is mostly a noun is a verb only in front, unless it reads.
 */
function verbAt(words: readonly string[], index: number, word: string): Verb | undefined {
  if (word === 'click' && countWords.has(words[index - 1] ?? '')) return undefined;
  const verb = verbOf(word);
  if (verb?.kind === 'thing' && verb.category !== 'Read' && index > 0) return undefined;
  const inside = index > 1 && index < words.length - 1;
  if (verb?.kind !== 'either' || !inside) return verb;
  return verb.category === 'Read' ? undefined : { ...verb, kind: 'thing' };
}

/** "deploy_plan_get": in three words or more with a verb at the end, the first may be its object. */
function endsWithDeed(words: readonly string[], leading: Governing): boolean {
  return words.length >= 3 && leading.verb.category !== 'Read';
}

/** "trigger_data_fetch" triggers; in "pull_request_read" the first word is the object. */
function opensDeed(words: readonly string[], leading: Governing): boolean {
  return leading.verb.category !== 'Read' && !modifyingVerbs.has(words[0] ?? '');
}

function severer(a: Governing, b: Governing): Governing {
  const worse = categories.indexOf(a.verb.category) >= categories.indexOf(b.verb.category) ? a : b;
  return { ...worse, contested: a.verb.category !== b.verb.category };
}

/** "find_and_replace", "get_or_create": a verb after "and", "or" or "then" counts as well. */
function joinedVerbs(words: readonly string[], found: readonly Governing[], governing: number): Category[] {
  return found.flatMap(({ index, verb }) => {
    const joined = index !== governing && conjunctions.has(words[index - 1] ?? '');
    return joined && (verb.kind === 'plain' || verb.kind === 'either') ? [verb.category] : [];
  });
}

function refine(verb: Verb, nouns: readonly string[]): Category {
  const moves = verb.category === 'Write' || verb.category === 'Execute';
  if (moves && namesMoney(nouns)) return 'Financial';
  return verb.kind === 'vague' && verb.category === 'Write' ? byObject(nouns) : verb.category;
}

/** A vague verb such as "manage": its object decides, or nothing does. */
function byObject(nouns: readonly string[]): Category {
  if (nouns.some((noun) => runnableNouns.has(noun))) return 'Execute';
  return nouns.some((noun) => contentNouns.has(noun)) ? 'Write' : 'Other';
}

function readNoun(name: string, { words, from, to }: SplitName): NameReading | undefined {
  const noun = nounOf(words);
  if (!noun) return undefined;
  const { index, category } = noun;
  const said = name.slice(from[index], to[index]);
  return {
    category,
    weight: 0.5,
    word: words[index] ?? '',
    said,
    kind: 'noun',
    evidence: [{ place: 'name', quote: said, category }],
  };
}
