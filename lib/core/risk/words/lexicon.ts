import { verbLists } from '@/lib/core/risk/words/lists/verbs';

/** In ascending severity: if several apply, the last counts. Other is never harmless. */
export const categories = ['Read', 'Other', 'Write', 'Execute', 'Destructive', 'Financial'] as const;
export type Category = (typeof categories)[number];

/** The most severe category; Read for an empty list. */
export function worst(found: readonly Category[]): Category {
  return found.reduce((a, b) => (categories.indexOf(a) >= categories.indexOf(b) ? a : b), 'Read');
}

/**
 * plain: only a verb. either: also a noun; a verb in front. thing: mostly a noun; a verb only if nothing else is.
 * vague: a verb that leaves the action open.
 */
export type Verb = { category: Category; kind: 'plain' | 'either' | 'thing' | 'vague' };

const kinds = ['plain', 'either', 'thing', 'vague'] as const;

function* entries(): Generator<[string, Verb]> {
  for (const category of categories) {
    if (category === 'Other') continue;
    for (const kind of kinds) {
      for (const word of verbLists[category][kind]?.trim().split(/\s+/) ?? []) yield [word, { category, kind }];
    }
  }
}

const verbs: ReadonlyMap<string, Verb> = new Map(entries());

/** The verb of a word. "unresolve" and "republish" are read by the verb inside. */
export function verbOf(word: string): Verb | undefined {
  const known = verbs.get(word);
  if (known || word.length < 6) return known;
  const inner = word.startsWith('un') || word.startsWith('re') ? verbs.get(word.slice(2)) : undefined;
  if (!inner || inner.kind === 'thing') return undefined;
  const undoes = word.startsWith('un') && (inner.category === 'Read' || inner.category === 'Destructive');
  return undoes ? { category: 'Write', kind: 'plain' } : inner;
}
