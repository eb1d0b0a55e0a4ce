import type { Category } from '@/lib/core/risk/words/lexicon';

/** A quoted span of the definition and where it stands: what a category was decided on, open to anyone's check. */
export type Evidence = {
  place: 'name' | 'title' | 'description' | 'parameter' | 'value' | 'sibling' | 'hint';
  quote: string;
  /** The parameter that the span belongs to, for places `parameter` and `value`. */
  parameter?: string;
  /** What the span speaks for; absent where it only qualifies. */
  category?: Category;
};

/** A category that one part of the definition speaks for, and how firmly. */
export type Reading = {
  category: Category;
  /** 1: says it outright. 0.75: usually means it. 0.5: leaves it open. */
  weight: number;
  evidence: Evidence[];
};

const quoteLengthMax = 160;

/** The text as it stands; of a longer one its beginning and an ellipsis, never half a word or character. */
export function quote(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= quoteLengthMax) return trimmed;
  const start = trimmed.slice(0, quoteLengthMax - 1).replace(/[\uD800-\uDBFF]$/, '');
  const goesOn = /\S/.test(trimmed.charAt(start.length));
  const words = goesOn ? start.replace(/\s\S*$/, '') : start;
  return `${words.trimEnd()}…`;
}
