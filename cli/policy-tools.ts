import { z } from 'zod';
import type { LintTool } from '@/lib/core/policy/lint/finding';
import { classifyTool } from '@/lib/core/risk/classify';
import { operationsOf } from '@/lib/core/risk/operations';

const Tool = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.unknown().optional(),
  annotations: z.unknown().optional(),
});
const ToolsFile = z.union([z.array(Tool), z.object({ tools: z.array(Tool) }).transform((list) => list.tools)]);

/** The tools of a tools/list answer with the console's risk; null: not such an answer. */
export function readToolsList(value: unknown): LintTool[] | null {
  const read = ToolsFile.safeParse(value);
  if (!read.success) return null;
  const names = read.data.map(({ name }) => name);
  return read.data.map((tool) => {
    const siblings = names.filter((name) => name !== tool.name);
    const definition = { ...tool, siblings, knowledge: 'introspected' as const };
    const { category, severity } = classifyTool(definition);
    return { name: tool.name, inputSchema: tool.inputSchema, category, severity, perValue: operationsOf(definition) };
  });
}
