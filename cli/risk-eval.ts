import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { classifyTool } from '@/lib/risk/classify';
import { categories } from '@/lib/risk/lexicon';
import { type Coarse, type Judged, type LabelMeasures, measureCoarse, measureLabels } from '@/lib/risk/measure';

const { values: flags } = parseArgs({
  options: {
    annotations: { type: 'string', default: '../shared/eval/annotations.jsonl' },
    labels: { type: 'string', default: '../shared/eval/labels.tsv' },
    json: { type: 'boolean', default: false },
    /** Also prints every tool that was judged wrongly. */
    errors: { type: 'boolean', default: false },
  },
});

const AnnotatedTool = z.object({
  name: z.string(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  inputSchema: z.unknown().optional(),
  siblings: z.array(z.string()).default([]),
  truth_coarse: z.enum(['Read', 'NotRead']).nullish().catch(null),
  uniform_server: z.boolean().nullish(),
});
type AnnotatedTool = z.infer<typeof AnnotatedTool>;

/** The annotations hold the answer, so AnnotatedTool does not read them. */
function judgeAnnotated(text: string): Coarse<AnnotatedTool>[] {
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => AnnotatedTool.parse(JSON.parse(line)));
  return rows.flatMap((item) => {
    if (item.uniform_server || !item.truth_coarse) return [];
    const { name, title, description, inputSchema, siblings } = item;
    const definition = {
      name,
      title: title ?? undefined,
      description: description ?? undefined,
      inputSchema,
      siblings,
    };
    const { category } = classifyTool({ ...definition, knowledge: 'introspected' });
    return [{ item, truth: item.truth_coarse, found: category }];
  });
}

type LabelRow = { server: string; tool: string };

function judgeLabels(text: string): Judged<LabelRow>[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter(Boolean);
  const columns = header.split('\t');
  const cell = (line: string, column: string) => line.split('\t')[columns.indexOf(column)] ?? '';
  const rows = lines.map((line) => ({
    server: cell(line, 'server_slug'),
    tool: cell(line, 'tool'),
    truth: z.enum(categories).parse(cell(line, 'category')),
  }));
  return rows.map(({ server, tool, truth }) => {
    const siblings = rows.filter((row) => row.server === server && row.tool !== tool).map((row) => row.tool);
    return {
      item: { server, tool },
      truth,
      found: classifyTool({ name: tool, siblings, knowledge: 'listed' }).category,
    };
  });
}

function printLabels(measures: LabelMeasures): void {
  console.log(`Labels: ${measures.n} tools, accuracy ${measures.accuracy}, macro-F1 ${measures.macroF1}`);
  console.table(measures.perClass);
  console.log('Confusion (row: truth, column: found)');
  console.table(measures.confusion);
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

const labelsText = read(flags.labels);
const annotationsText = read(flags.annotations);
if (!labelsText && !annotationsText) {
  console.error(`Neither ${flags.labels} nor ${flags.annotations} exists. Name files with --labels and --annotations.`);
  process.exit(2);
}
const judgedLabels = labelsText ? judgeLabels(labelsText) : [];
const judgedAnnotated = annotationsText ? judgeAnnotated(annotationsText) : [];
const labels = measureLabels(judgedLabels);
const annotations = measureCoarse(judgedAnnotated);

if (flags.json) {
  console.log(JSON.stringify({ labels, annotations }));
} else {
  printLabels(labels);
  console.log(
    `Annotations: ${annotations.n} tools, Read-or-not ${annotations.accuracy}, NotRead called Read ${annotations.notReadCalledRead}`,
  );
}
if (flags.errors) {
  for (const { item, truth, found } of judgedLabels) {
    if (truth !== found) console.log(`${item.server}\t${item.tool}\t${truth} found ${found}`);
  }
  for (const { item, truth, found } of judgedAnnotated) {
    if ((found === 'Read') !== (truth === 'Read')) {
      console.log(
        `${truth} found ${found}\t${item.name}\t${(item.description ?? '').replace(/\s+/g, ' ').slice(0, 110)}`,
      );
    }
  }
}
