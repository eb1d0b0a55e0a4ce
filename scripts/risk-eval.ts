import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { classifyTool, type ToolDefinition } from '@/lib/core/risk/classify';
import { type AnnotatedTool, type LabelledTool, readAnnotated, readLabelled } from './risk-data';
import { judgeAnnotated, judgeLabelled, type Measured, measureAll } from './risk-measure';
import { printMeasured } from './risk-print';
import { readmeWith } from './risk-readme';
import { readShipped } from './risk-shipped';
import { measureSpeed, type Speed } from './risk-speed';

const usage = `npm run risk:eval -- [--annotations file] [--labels file] [--json] [--errors] [--speed] [--write]

  --annotations  JSON Lines of tools with truth_coarse Read or NotRead; uniform_server rows are left out
  --labels       tab-separated server_slug, tool, category; judged by name and labelled siblings alone
  --json         one object; labels or annotations is null where no file was given
  --errors       also every tool that was judged wrongly
  --speed        also the time a tool takes
  --write        keep the figures in lib/core/risk/measured.json and quote them in README.md

Without a file, ../shared/eval is measured where it exists. The cases of lib/core/risk/cases are always judged.`;

const { values: flags } = parseArgs({
  options: {
    annotations: { type: 'string' },
    labels: { type: 'string' },
    json: { type: 'boolean', default: false },
    errors: { type: 'boolean', default: false },
    speed: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const given = flags.annotations !== undefined || flags.labels !== undefined;
const casesFolder = new URL('../lib/core/risk/cases/', import.meta.url);
const measuredFile = new URL('../lib/core/risk/measured.json', import.meta.url);
const readmeFile = new URL('../README.md', import.meta.url);

/** The file's rows; undefined: none was named and none exists. Exits if a named one cannot be read. */
function rows<T>(named: string | undefined, beside: string, read: (text: string) => T[]): T[] | undefined {
  const file = named ?? (given ? undefined : `../shared/eval/${beside}`);
  if (file === undefined || (named === undefined && !existsSync(file))) return undefined;
  if (!existsSync(file)) return refuse(`${file} does not exist.`);
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`${file} cannot be measured: ${error instanceof Error ? error.message : error}.`);
  }
}

function refuse(sentence: string): never {
  console.error(sentence);
  return process.exit(2);
}

const Cases = z.array(
  z.object({
    name: z.string(),
    tool: z.custom<ToolDefinition>((tool) => z.object({ name: z.string() }).safeParse(tool).success),
    expect: z.object({ category: z.string() }),
  }),
);

function judgeCases(): { n: number; right: number } {
  const cases = readdirSync(casesFolder).flatMap((file) =>
    Cases.parse(JSON.parse(readFileSync(new URL(file, casesFolder), 'utf8'))),
  );
  const right = cases.filter((one) => classifyTool(one.tool).category === one.expect.category).length;
  return { n: cases.length, right };
}

function printErrors(labelled: readonly LabelledTool[], annotated: readonly AnnotatedTool[]): void {
  for (const tool of labelled) {
    const { truth, found } = judgeLabelled(tool);
    if (truth !== found) console.log(`${truth} found ${found}\t${tool.server}\t${tool.definition.name}`);
  }
  for (const tool of annotated) {
    const { truth, found } = judgeAnnotated(tool);
    if ((found === 'Read') === (truth === 'Read')) continue;
    const description = (tool.definition.description ?? '').replace(/\s+/g, ' ').slice(0, 110);
    console.log(`${truth} found ${found}\t${tool.server}\t${tool.definition.name}\t${description}`);
  }
}

function write(measured: Measured, speed: Speed): void {
  const kept = { date: new Date().toISOString().slice(0, 10), ...measured, microseconds: speed };
  writeFileSync(measuredFile, `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(readmeFile, readmeWith(readFileSync(readmeFile, 'utf8'), kept));
}

function report(labelled: LabelledTool[] | undefined, annotated: AnnotatedTool[] | undefined): void {
  const shipped = readShipped();
  const measured = measureAll(labelled, annotated, shipped);
  const cases = judgeCases();
  const timed = (annotated ?? shipped).map(({ definition }) => definition);
  const speed = flags.speed || flags.write ? measureSpeed(timed) : undefined;
  if (flags.json) {
    console.log(JSON.stringify({ ...measured, cases, ...(speed && { microseconds: speed }) }));
  } else {
    printMeasured(measured, cases, speed);
    if (flags.errors) printErrors(labelled ?? [], annotated ?? []);
  }
  if (flags.write && speed) write(measured, speed);
}

if (flags.help) {
  console.log(usage);
} else {
  const labelled = rows(flags.labels, 'labels.tsv', readLabelled);
  const annotated = rows(flags.annotations, 'annotations.jsonl', readAnnotated);
  if (!labelled && !annotated)
    console.error(
      'The labelled data is not part of the repository and not in ../shared/eval: only the shipped catalogue and the cases are judged. Name data with --annotations or --labels (--help).\n',
    );
  report(labelled, annotated);
}
