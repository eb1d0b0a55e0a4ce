import { type Category, verbOf } from '@/lib/core/risk/words/lexicon';
import { lastingVerbs } from '@/lib/core/risk/words/lists/grammar';
import { inflectedVerb } from '@/lib/core/risk/words/words';
import type { Evidence } from './evidence';

/** The first word of a sentence, a line, or a clause after "then" or "also". */
const starts =
  /(?:[.!?;:]\s+|\n\s*(?:[-*•]\s*)?|,? then )(?:(?:it|this|then|also|afterwards|additionally|automatically|will|tool|the|and|permanently|silently) ){0,4}([a-z]+)/gi;

/** An action after the first sentence: "Gets the page. Deletes the old one." */
export function laterDeed(description: string): { category: Category; evidence: Evidence } | undefined {
  for (const match of description.matchAll(starts)) {
    const word = (match[1] ?? '').toLowerCase();
    const category = word.endsWith('s') ? lastingCategory(word) : undefined;
    if (category) return { category, evidence: { place: 'description', quote: match[1] ?? '', category } };
  }
  return undefined;
}

function lastingCategory(word: string): Category | undefined {
  const verb = inflectedVerb(word);
  if (verb?.kind !== 'plain' || verbOf(word) === verb) return undefined;
  if (verb.category === 'Destructive' || verb.category === 'Financial') return verb.category;
  return lastingVerbs.has(word.slice(0, -1)) || lastingVerbs.has(word.slice(0, -2)) ? verb.category : undefined;
}
