import measured from '@/lib/core/risk/measured.json';
import { percent } from '@/lib/core/risk/percent';
import { categories } from '@/lib/core/risk/words/lexicon';
import { table } from '@/lib/edges/markdown/markdown';

const { date, labels, annotations, shipped, verbList, microseconds } = measured;

const compared: [string, number, number][] = [
  ['Read or not, against publishers’ annotations', annotations.accuracy, verbList.annotations.accuracy],
  ['Not Read, but called Read', annotations.notReadCalledRead, verbList.annotations.notReadCalledRead],
  ['Category, against the rater’s labels: accuracy', labels.accuracy, verbList.labels.accuracy],
  ['Category: macro-F1', labels.macroF1, verbList.labels.macroF1],
  ['Shipped catalogue: Read or not', shipped.accuracy, verbList.shipped.accuracy],
  ['Shipped catalogue: not Read, but called Read', shipped.notReadCalledRead, verbList.shipped.notReadCalledRead],
];

const accuracies = annotations.folds.map(({ accuracy }) => accuracy);

/** The measurements of the risk engine, as the page on its method shows them. */
export const riskValues = {
  'measured-on': date,
  'annotated-tools': annotations.n.toLocaleString('en'),
  'labelled-tools': labels.n.toLocaleString('en'),
  'shipped-tools': shipped.n.toLocaleString('en'),
  folds: String(annotations.folds.length),
  'fold-min': percent(Math.min(...accuracies)),
  'fold-max': percent(Math.max(...accuracies)),
  microseconds: String(microseconds.median),
  'other-labels': labels.perClass.Other.n === 1 ? 'once' : `${labels.perClass.Other.n} times`,
  'engine-and-verb-list': table(
    ['Measurement', 'Engine', 'Verb list'],
    compared.map(([what, ours, list]) => [what, percent(ours), percent(list)]),
  ),
  'labels-by-category': table(
    ['Category', 'Tools', 'Precision', 'Recall', 'F1'],
    categories.map((category) => {
      const { n, precision, recall, f1 } = labels.perClass[category];
      return [category, String(n), percent(precision), percent(recall), percent(f1)];
    }),
  ),
};
