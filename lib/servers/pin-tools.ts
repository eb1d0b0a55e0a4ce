import { createHash } from 'node:crypto';
import { canonical } from '@/lib/mcp/canonical';
import { classifyTool } from '@/lib/risk/classify';
import type { Prisma } from '@/prisma/client/client';
import { type OfferedTool, readable } from './offered-tool';

type Definition = Pick<
  Prisma.ToolCreateManyInput,
  | 'name'
  | 'title'
  | 'description'
  | 'inputSchema'
  | 'annotations'
  | 'definitionHash'
  | 'category'
  | 'severity'
  | 'confidence'
>;

/** The tools as they are pinned: definition, its hash, and the risk read from it beside its siblings. */
export function pinTools(offered: readonly OfferedTool[]): Definition[] {
  const names = offered.map(({ name }) => name);
  return offered.map((tool) => {
    const { name, title, description, inputSchema, annotations } = readable(tool);
    const siblings = names.filter((sibling) => sibling !== name);
    const { category, severity, confidence } = classifyTool({
      name,
      title,
      description,
      inputSchema,
      annotations,
      siblings,
      knowledge: 'introspected',
    });
    return {
      name,
      title,
      description,
      inputSchema: toJson(inputSchema),
      annotations: annotations && toJson(annotations),
      definitionHash: hashOf(tool),
      category,
      severity,
      confidence,
    };
  });
}

/** Over the whole definition, members that nothing here reads included: any change of it is a change. */
function hashOf(tool: OfferedTool): string {
  return createHash('sha256').update(canonical(tool)).digest('hex');
}

function toJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
