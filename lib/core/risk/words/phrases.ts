import { phrasalVerbs } from '@/lib/core/risk/words/lists/phrasal-verbs';
import type { Category } from './lexicon';
import { phraseSet } from './sets';

const byFirstWord = new Map<string, Map<string, Category>>();
for (const category of ['Read', 'Write', 'Execute', 'Destructive', 'Financial'] as const) {
  for (const phrase of phraseSet(phrasalVerbs[category])) {
    const [first = '', second = ''] = phrase.split(' ');
    const seconds = byFirstWord.get(first) ?? new Map<string, Category>();
    byFirstWord.set(first, seconds.set(second, category));
  }
}

/** The category of a phrasal verb; undefined for other pairs. */
export function phraseOf(first: string, second: string | undefined): Category | undefined {
  return second === undefined ? undefined : byFirstWord.get(first)?.get(second);
}
