import { percent as quoted } from '@/lib/core/risk/percent';
import type { Measured } from './risk-measure';
import type { Speed } from './risk-speed';

type Kept = Measured & { date: string; microseconds: Speed };

const heading = '## Risk engine, measured';

/** README with the risk section written from the figures. */
export function readmeWith(readme: string, kept: Kept): string {
  const section = sectionOf(kept);
  const start = readme.indexOf(heading);
  if (start < 0) return readme.replace('\n## The map', `\n${section}\n## The map`);
  const next = readme.indexOf('\n## ', start + heading.length);
  return readme.slice(0, start) + section + (next < 0 ? '' : readme.slice(next));
}

function sectionOf({ date, labels, annotations, shipped, verbList, microseconds }: Kept): string {
  const percent = (fraction: number) => quoted(fraction).replace('\u00A0', ' ');
  const row = (what: string, ours: number | undefined, list: number | undefined) =>
    ours === undefined || list === undefined ? '' : `| ${what} | ${percent(ours)} | ${percent(list)} |\n`;
  return `${heading}

Against the development half of the data, on ${date}: ${annotations?.n ?? 0} tools that their publishers annotate, judged without the annotations, and ${labels?.n ?? 0} tools that a careful rater labelled, judged by name. The other half, from other servers, is kept apart. The verb list is \`lib/core/risk/words/verb-list.ts\`, measured in the same run.

| | engine | verb list |
|---|---|---|
${row('Read or not', annotations?.accuracy, verbList.annotations?.accuracy)}${row('not Read, called Read', annotations?.notReadCalledRead, verbList.annotations?.notReadCalledRead)}${row('label accuracy', labels?.accuracy, verbList.labels?.accuracy)}${row('label macro-F1', labels?.macroF1, verbList.labels?.macroF1)}
The ${shipped.n} tools of the shipped catalogue whose publishers hint both ways, judged by name and arguments alone because their sentences are not shipped: Read or not ${percent(shipped.accuracy)} (verb list ${percent(verbList.shipped.accuracy)}), not Read called Read ${percent(shipped.notReadCalledRead)} (${percent(verbList.shipped.notReadCalledRead)}).

A tool takes ${microseconds.median} µs of processor time (median; ${microseconds.fastest} to ${microseconds.slowest}). \`npm run risk:eval\` measures again. The labelled data is not in the repository: without it only the shipped catalogue and the cases are measured. \`/docs/risk-method\` says how and where it is weak.
`;
}
