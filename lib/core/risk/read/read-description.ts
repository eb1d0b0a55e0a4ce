import { type Category, type Verb, verbOf, worst } from '@/lib/core/risk/words/lexicon';
import { determiners, prepositions, queryNouns } from '@/lib/core/risk/words/lists/grammar';
import { isReadNoun } from '@/lib/core/risk/words/nouns';
import { objectRule } from '@/lib/core/risk/words/objects';
import { phraseOf } from '@/lib/core/risk/words/phrases';
import { baseOf, inflectedVerb, singular } from '@/lib/core/risk/words/words';
import { quote, type Reading } from './evidence';

/** Characters that are read; longer descriptions repeat themselves. */
const descriptionLengthMax = 1500;

const opening =
  /^(?:\[[^\]]*\]|\([^)]*\)|[^\w]+|(?:this|the) (?:tool|function|command|endpoint|method|action|operation)|(?:a |the )?tool (?:to|for|that)|(?:call|run) this(?: tool)? first|use (?:this|it)(?: tool)?(?: (?:when|if) you (?:need|want))?|(?:you )?can|will|it|is|be used|used|allows?|enables?|lets?|provides?(?: (?:the )?ability)?|(?:the )?ability|you|users?|agents?|the user|an? agent|to|for|and|helps?|performs?|(?!(?:app|rep|multip|supp)ly)[a-z]{3,}ly|given [^,.]{1,80},|takes? [^,.]{1,80}? and|bulk|batch|please)\s+/i;

export type DescriptionReading = Reading & {
  verb?: string;
  /** The verb's object decided the category. */
  ruled?: boolean;
};

/** What the first sentence of a description says; undefined if it does not start with a known verb. */
export function readDescription(
  description: string,
  place: 'title' | 'description' = 'description',
): DescriptionReading | undefined {
  const text = description.slice(0, descriptionLengthMax).trim();
  const sentence = firstSentence(text);
  const lead = leadingVerb(sentence);
  if (!lead) return undefined;
  const evidence = [{ place, quote: quote(sentence), category: lead.category }];
  return { ...lead, evidence };
}

function firstSentence(text: string): string {
  const end = text.search(/[.!?](?:\s|$)|\n/);
  return end < 0 ? text : text.slice(0, end + 1).trim();
}

function leadingVerb(sentence: string): Omit<DescriptionReading, 'evidence'> | undefined {
  const rest = afterOpening(sentence);
  const words = rest.match(/[a-z]+/g) ?? [];
  const [first = '', second = ''] = words;
  const bare = first.endsWith('s') ? first.slice(0, -1) : first;
  const phrase = phraseOf(bare, second);
  if (phrase) return { category: phrase, weight: 1, verb: `${bare} ${second}`, ruled: false };
  const verb = inflectedVerb(first);
  if (!verb || (first.endsWith('s') && prepositions.has(second))) return leadingNoun(words);
  if (verb.category === 'Execute' && words.slice(1, 8).some((word) => queryNouns.has(word))) {
    return { category: 'Read', weight: 0.5 };
  }
  const base = baseOf(first) ?? first;
  const ruled = objectRule(base, words.slice(1, 8).map(singular), 'sentence');
  const category = worst([ruled ?? verb.category, ...joined(rest)]);
  return { category, weight: weightOf(verb, first, second), verb: base, ruled: ruled !== undefined };
}

/** A description that starts with a noun of reading reads, unless a verb stands beside it: "A list of posts". */
function leadingNoun(words: readonly string[]): { category: Category; weight: number } | undefined {
  const start = words.slice(0, 6);
  const changes = start.some((word) => {
    const verb = inflectedVerb(word);
    return verb?.kind === 'plain' && verb.category !== 'Read';
  });
  return !changes && start.slice(0, 5).some(isReadNoun) ? { category: 'Read', weight: 0.5 } : undefined;
}

/** "Post a message" has a verb, "Post details" may have none: without a determiner the weight is halved. */
function weightOf(verb: Verb, first: string, second: string): number {
  if (verb.kind === 'vague' || verb.kind === 'thing') return 0.5;
  const bare = verb.kind === 'either' && verbOf(first) === verb && !determiners.has(second);
  return bare && !second.endsWith('s') ? 0.75 : 1;
}

function afterOpening(sentence: string): string {
  let rest = sentence.replace(/^[^a-z:]{4,40}(?:for \w+)?:\s*/, '');
  for (let cut = 0; cut < 8; cut += 1) {
    const match = opening.exec(rest);
    if (!match) break;
    rest = rest.slice(match[0].length);
  }
  return rest.toLowerCase();
}

const run = /^[a-z]+((?:,? (?:or|and) |, |\/)[a-z]+)+/;

/** "Get or update", "list, read and replace": every verb of the series counts. */
function joined(text: string): Category[] {
  const words = run.exec(text.slice(0, 120))?.[0].match(/[a-z]+/g) ?? [];
  const verbs = words.slice(1).flatMap((word) => inflectedVerb(word) ?? []);
  return verbs.filter(({ kind }) => kind === 'plain').map(({ category }) => category);
}
