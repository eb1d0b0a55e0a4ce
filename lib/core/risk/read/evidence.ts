import type { Category } from '@/lib/core/risk/words/lexicon';

/** A quoted span of the definition and its place, so that anyone can check a category. */
export type Evidence = {
  place: 'name' | 'title' | 'description' | 'parameter' | 'value' | 'sibling' | 'hint';
  quote: string;
  /** The parameter of the span, for places `parameter` and `value`. */
  parameter?: string;
  /** The category that the span supports; absent if it only qualifies. */
  category?: Category;
};

/** A category supported by one part of the definition, and how firmly. */
export type Reading = {
  category: Category;
  /** 1: stated. 0.75: usual meaning. 0.5: open. */
  weight: number;
  evidence: Evidence[];
};

const quoteLengthMax = 160;

/** The text, or its beginning and an ellipsis; never half a word or character. */
export function quote(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= quoteLengthMax) return trimmed;
  const start = trimmed.slice(0, quoteLengthMax - 1).replace(/[\uD800-\uDBFF]$/, '');
  const goesOn = /\S/.test(trimmed.charAt(start.length));
  const words = goesOn ? start.replace(/\s\S*$/, '') : start;
  return `${words.trimEnd()}…`;
}
