import { verbLists } from '@/lib/core/risk/words/lists/verbs';

/** From least to most severe: where several apply, the later one wins. Other is never taken for harmless. */
export const categories = ['Read', 'Other', 'Write', 'Execute', 'Destructive', 'Financial'] as const;
export type Category = (typeof categories)[number];

/** The most severe of them; Read where there is none. */
export function worst(found: readonly Category[]): Category {
  return found.reduce((a, b) => (categories.indexOf(a) >= categories.indexOf(b) ? a : b), 'Read');
}

/**
 * plain: nothing but a verb. either: a noun as well, a verb where it leads. thing: mostly a noun, a verb only where
 * nothing else is. vague: a verb that leaves open what is done.
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

/** The verb a word is; "unresolve" and "republish" are read from the verbs inside them. */
export function verbOf(word: string): Verb | undefined {
  const known = verbs.get(word);
  if (known || word.length < 6) return known;
  const inner = word.startsWith('un') || word.startsWith('re') ? verbs.get(word.slice(2)) : undefined;
  if (!inner || inner.kind === 'thing') return undefined;
  const undoes = word.startsWith('un') && (inner.category === 'Read' || inner.category === 'Destructive');
  return undoes ? { category: 'Write', kind: 'plain' } : inner;
}
