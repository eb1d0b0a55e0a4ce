import type { Evidence, Reading } from '@/lib/core/risk/read/evidence';
import { type PerValue, worstValue } from '@/lib/core/risk/read/per-value';
import type { DescriptionReading } from '@/lib/core/risk/read/read-description';
import type { NameReading } from '@/lib/core/risk/read/read-name';
import { type Category, worst } from '@/lib/core/risk/words/lexicon';

export type Verdict = {
  category: Category;
  confidence: number;
  evidence: Evidence[];
  contested: boolean;
  /** The evidence that raised a Read. */
  raisedBy?: Evidence;
  /** The category before it was raised. */
  raisedFrom?: Category;
  /** A reason in words, if there is more to say. */
  why?: string;
  /** Part of the definition was not read. */
  unread?: boolean;
};

/** The reading of the name, or of the description if that stands alone. */
export function alone(reading: Reading | undefined): Verdict {
  if (!reading) return { category: 'Other', confidence: 0.2, evidence: [], contested: false };
  return {
    category: reading.category,
    confidence: 0.3 + 0.45 * reading.weight,
    evidence: reading.evidence,
    contested: false,
  };
}

/** The most severe value of the selecting argument. */
export function byValue(name: NameReading | undefined, description: Reading | undefined, perValue: PerValue): Verdict {
  const ofValues = worstValue(perValue);
  const named = name?.kind === 'verb' && (ofValues !== 'Read' || name.weight === 1) ? [name.category] : [];
  const category = worst([ofValues, ...named]);
  const evidence: Evidence[] = perValue.values
    .filter((value) => value.category === category)
    .map(({ value }) => ({ place: 'value', quote: value, parameter: perValue.parameter, category }));
  const all = [...(name?.evidence ?? []), ...(description?.evidence ?? []), ...evidence];
  return { category, confidence: category === 'Other' ? 0.4 : 0.9, evidence: all, contested: false };
}

/**
 * Weighs name and description: agreement raises confidence, and of a conflict the more severe category is kept. A
 * description never lowers a Destructive or Financial name.
 */
export function both(name: NameReading, description: DescriptionReading): Verdict {
  const evidence = [...name.evidence, ...description.evidence];
  if (name.category === description.category) {
    const confidence = 0.55 + 0.4 * Math.max(name.weight, description.weight);
    return { category: name.category, confidence, evidence, contested: false };
  }
  const saysObject = sameVerb(name, description);
  if (saysObject === 'name') return { category: name.category, confidence: 0.7, evidence, contested: false };
  if (!isIrreversible(name.category) && (name.weight < 1 || saysObject) && description.weight === 1) {
    return { category: description.category, confidence: 0.7, evidence, contested: false };
  }
  if (name.category === 'Other') return { category: description.category, confidence: 0.6, evidence, contested: true };
  const raised = name.category === 'Read' || isIrreversible(description.category);
  const category = raised && description.weight === 1 ? worst([name.category, description.category]) : name.category;
  return { category, confidence: 0.6, evidence, contested: true };
}

/**
 * If both have the same verb and one an object that decides, that one counts; an Execute never becomes a Read by it.
 */
function sameVerb(name: NameReading, description: DescriptionReading): 'name' | 'description' | undefined {
  if (isIrreversible(name.category) || isIrreversible(description.category)) return undefined;
  if (name.word !== description.verb || name.ruled === description.ruled) return undefined;
  const [ruled, other] = name.ruled ? [name, description] : [description, name];
  if (ruled.category === 'Read' && other.category === 'Execute') return undefined;
  return name.ruled ? 'name' : 'description';
}

export function isIrreversible(category: Category): boolean {
  return category === 'Destructive' || category === 'Financial';
}
