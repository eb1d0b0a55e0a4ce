import { z } from 'zod';
import type { ToolDefinition } from '@/lib/core/risk/classify';
import { type Category, categories } from '@/lib/core/risk/words/lexicon';

/** Without annotations, which hold the answer. */
const AnnotatedRow = z.object({
  server: z.string().default(''),
  name: z.string(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  inputSchema: z.unknown().optional(),
  siblings: z.array(z.string()).nullish(),
  truth_coarse: z.string().nullish(),
  uniform_server: z.boolean().nullish(),
});

export type AnnotatedTool = { server: string; definition: ToolDefinition; truth: 'Read' | 'NotRead' };

/** JSON Lines. Leaves out servers that annotate all tools alike, and tools without a hint. */
export function readAnnotated(text: string): AnnotatedTool[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const row = AnnotatedRow.safeParse(parseLine(line));
    if (!row.success) throw new Error(`line ${index + 1} is no annotated tool`);
    const { server, truth_coarse: truth, uniform_server: uniform, name, title, description } = row.data;
    if (uniform || (truth !== 'Read' && truth !== 'NotRead')) return [];
    const definition: ToolDefinition = {
      name,
      title: title ?? undefined,
      description: description ?? undefined,
      inputSchema: row.data.inputSchema,
      siblings: row.data.siblings ?? [],
      knowledge: 'introspected',
    };
    return [{ server, definition, truth }];
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export type LabelledTool = { server: string; definition: ToolDefinition; truth: Category };

const LabelledCategory = z.enum(categories);

/** TSV with a header: names only, with the labelled names of the same server as siblings. */
export function readLabelled(text: string): LabelledTool[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = header.split('\t');
  const at = {
    server: columns.indexOf('server_slug'),
    tool: columns.indexOf('tool'),
    category: columns.indexOf('category'),
  };
  if (at.tool < 0 || at.category < 0) throw new Error('line 1 has no columns “tool” and “category”');
  const rows = lines.map((line, index) => {
    const cells = line.split('\t');
    const truth = LabelledCategory.safeParse(cells[at.category]);
    if (!truth.success) throw new Error(`line ${index + 2} has no category`);
    return { server: cells[at.server] ?? '', name: cells[at.tool] ?? '', truth: truth.data };
  });
  return rows.map(({ server, name, truth }) => {
    const siblings = rows.filter((row) => row.server === server && row.name !== name).map((row) => row.name);
    return { server, definition: { name, siblings, knowledge: 'listed' }, truth };
  });
}
