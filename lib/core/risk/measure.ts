import { type Category, categories } from '@/lib/core/risk/words/lexicon';

type Judged = { truth: Category; found: Category };

type ClassMeasure = { n: number; precision: number; recall: number; f1: number };

export type LabelMeasures = {
  n: number;
  accuracy: number;
  /**
   * Mean F1 of the categories that occur in the truth. A category that does not occur has no recall and is left out;
   * tools wrongly put into it still lower the recall of their own.
   */
  macroF1: number;
  perClass: Partial<Record<Category, ClassMeasure>>;
  /** confusion[truth][found] */
  confusion: Partial<Record<Category, Partial<Record<Category, number>>>>;
};

export function measureLabels(judged: readonly Judged[]): LabelMeasures {
  const confusion: LabelMeasures['confusion'] = {};
  for (const { truth, found } of judged) {
    const row = confusion[truth] ?? {};
    row[found] = (row[found] ?? 0) + 1;
    confusion[truth] = row;
  }
  const perClass: LabelMeasures['perClass'] = {};
  for (const category of categories) {
    if (confusion[category]) perClass[category] = measureClass(judged, category);
  }
  const measured = Object.values(perClass);
  const right = judged.filter(({ truth, found }) => truth === found).length;
  const macroF1 = measured.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, measured.length);
  return { n: judged.length, accuracy: fraction(right, judged.length), macroF1: round(macroF1), perClass, confusion };
}

function measureClass(judged: readonly Judged[], category: Category): ClassMeasure {
  const truths = judged.filter(({ truth }) => truth === category).length;
  const founds = judged.filter(({ found }) => found === category).length;
  const hits = judged.filter(({ truth, found }) => truth === category && found === category).length;
  return {
    n: truths,
    precision: fraction(hits, founds),
    recall: fraction(hits, truths),
    f1: fraction(2 * hits, truths + founds),
  };
}

type CoarseTruth = 'Read' | 'NotRead';
type Coarse = { truth: CoarseTruth; found: Category };

export type CoarseMeasures = {
  n: number;
  accuracy: number;
  /** Share of the NotRead tools that were called Read: the error that leaves a tool unguarded. */
  notReadCalledRead: number;
};

/** Other counts as NotRead. */
export function measureCoarse(judged: readonly Coarse[]): CoarseMeasures {
  const changing = judged.filter(({ truth }) => truth === 'NotRead');
  const right = judged.filter(({ truth, found }) => (found === 'Read') === (truth === 'Read')).length;
  const missed = changing.filter(({ found }) => found === 'Read').length;
  return {
    n: judged.length,
    accuracy: fraction(right, judged.length),
    notReadCalledRead: fraction(missed, changing.length),
  };
}

function fraction(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
