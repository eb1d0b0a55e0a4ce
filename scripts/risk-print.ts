import type { CoarseMeasures, LabelMeasures } from '@/lib/core/risk/measure';
import type { Measured } from './risk-measure';
import type { Speed } from './risk-speed';

export function printMeasured(measured: Measured, cases: { n: number; right: number }, speed?: Speed): void {
  const { labels, annotations, shipped, verbList } = measured;
  if (labels) printLabels(labels, verbList.labels);
  if (annotations) {
    console.log(`Annotations: ${annotations.n} tools`);
    console.log(`  engine     ${coarseLine(annotations)}`);
    if (verbList.annotations) console.log(`  verb list  ${coarseLine(verbList.annotations)}`);
    for (const [index, fold] of annotations.folds.entries()) {
      console.log(`  fold ${index + 1}     ${coarseLine(fold)}, ${fold.n} tools of other servers`);
    }
  }
  console.log(`Shipped catalogue, by name and arguments alone: ${shipped.n} tools with hints`);
  console.log(`  engine     ${coarseLine(shipped)}`);
  console.log(`  verb list  ${coarseLine(verbList.shipped)}`);
  console.log(`Cases of the repository: ${cases.right} of ${cases.n} as expected`);
  if (!speed) return;
  const { median, fastest, slowest, tools, rounds } = speed;
  console.log(
    `Time: median ${median} µs of processor a tool (${fastest} to ${slowest} in ${rounds} rounds over ${tools} tools)`,
  );
}

function coarseLine({ accuracy, notReadCalledRead }: CoarseMeasures): string {
  return `Read-or-not ${accuracy}, NotRead called Read ${notReadCalledRead}`;
}

function printLabels(labels: LabelMeasures, verbList: LabelMeasures | null): void {
  console.log(`Labels: ${labels.n} tools`);
  console.log(`  engine     accuracy ${labels.accuracy}, macro-F1 ${labels.macroF1}`);
  if (verbList) console.log(`  verb list  accuracy ${verbList.accuracy}, macro-F1 ${verbList.macroF1}`);
  console.table(labels.perClass);
  console.log('Confusion (row: truth, column: found)');
  console.table(labels.confusion);
}
