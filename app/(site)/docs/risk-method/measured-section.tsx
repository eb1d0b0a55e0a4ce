import { Table } from '@/components/docs/table';
import measured from '@/lib/core/risk/measured.json';
import { percent } from '@/lib/core/risk/percent';
import { categories } from '@/lib/core/risk/words/lexicon';

const { date, labels, annotations, shipped, verbList, microseconds } = measured;

const compared: [string, number, number][] = [
  ['Read or not, by publishers’ annotations', annotations.accuracy, verbList.annotations.accuracy],
  ['not Read, but called Read', annotations.notReadCalledRead, verbList.annotations.notReadCalledRead],
  ['category, by the rater’s labels: accuracy', labels.accuracy, verbList.labels.accuracy],
  ['category: macro-F1', labels.macroF1, verbList.labels.macroF1],
  ['shipped catalogue: Read or not', shipped.accuracy, verbList.shipped.accuracy],
  ['shipped catalogue: not Read, but called Read', shipped.notReadCalledRead, verbList.shipped.notReadCalledRead],
];

const classes = categories.flatMap((category) => {
  const { n, precision, recall, f1 } = labels.perClass[category];
  return [{ key: category, cells: [category, String(n), percent(precision), percent(recall), percent(f1)] }];
});

const accuracies = annotations.folds.map(({ accuracy }) => accuracy);

export function MeasuredSection() {
  return (
    <>
      <h2 id="measured">How often it is right</h2>
      <p>
        Measured on {date} against {annotations.n.toLocaleString('en')} tools whose publishers say whether they only
        read, with those annotations taken out before, and against {labels.n} tools that a careful rater labelled one by
        one, judged by name. This is the development half of the data; it was looked at while the rules were written, so
        new servers will do somewhat worse. Split by server into {annotations.folds.length} parts, Read-or-not lies
        between {percent(Math.min(...accuracies))} and {percent(Math.max(...accuracies))}. A second half from other
        servers is kept apart. The verb list beside it is the simplest thing that works: the first known verb of the
        name.
      </p>
      <Table
        caption="The engine beside a verb list"
        head={['What was measured', 'Engine', 'Verb list']}
        rows={compared.map(([what, ours, list]) => ({ key: what, cells: [what, percent(ours), percent(list)] }))}
      />
      <p>
        The last two rows anyone can measure: {shipped.n.toLocaleString('en')} tools of the catalogue whose publishers
        hint both ways, by name and arguments alone, without a description. A tool takes {microseconds.median}{' '}
        microseconds.
      </p>
      <Table caption="Labels by category" head={['Category', 'Tools', 'Precision', 'Recall', 'F1']} rows={classes} />
      <p>
        Macro-F1 is the mean of F1 over the categories that occur among the labels. There are {labels.n} labels, so one
        tool more or less moves the figures; Other occurs {labels.perClass.Other.n === 1 ? 'once' : 'rarely'}, and its
        row says little. A name that comes twice is labelled alike in about 93 of 100 cases, which is near the most that
        can be reached.
      </p>
    </>
  );
}
