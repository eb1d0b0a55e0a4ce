import type { Category } from '@/lib/core/risk/words/lexicon';
import type { Evidence } from './evidence';
import { isRecord } from './schema-reading';

export type Hints = { readOnly?: boolean; destructive?: boolean; evidence: Evidence[] };

/** The publisher's hints; only booleans count. */
export function readHints(annotations: unknown): Hints {
  if (!isRecord(annotations)) return { evidence: [] };
  const { readOnlyHint, destructiveHint } = annotations;
  const readOnly = typeof readOnlyHint === 'boolean' ? readOnlyHint : undefined;
  const destructive = typeof destructiveHint === 'boolean' ? destructiveHint : undefined;
  return {
    readOnly,
    destructive,
    evidence: [...quoted('readOnlyHint', readOnly), ...quoted('destructiveHint', destructive)],
  };
}

function quoted(name: string, value: boolean | undefined): Evidence[] {
  return value === undefined ? [] : [{ place: 'hint', quote: `${name}: ${value}` }];
}

/** A hint that admits a change is believed; a hint that claims harmlessness only counts as a claim. */
export function heed(category: Category, hints: Hints): { category: Category; agrees?: boolean } {
  const admitsChange = hints.destructive === true || hints.readOnly === false;
  if (hints.readOnly === true && hints.destructive !== true) return { category, agrees: category === 'Read' };
  if (!admitsChange) return { category };
  if (category === 'Read') return { category: 'Write', agrees: false };
  if (category === 'Other' && hints.destructive === true) return { category: 'Write' };
  return { category, agrees: true };
}
