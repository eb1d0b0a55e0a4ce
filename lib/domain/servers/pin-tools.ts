import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { canonical } from '@/lib/core/mcp/canonical';
import { classifyTool } from '@/lib/core/risk/classify';
import { type OfferedTool, readable } from '@/lib/engines/server-reader/offered-tool';
import type { Prisma } from '@/prisma/client/client';

export type Definition = Pick<
  Prisma.ToolCreateManyInput,
  | 'name'
  | 'title'
  | 'description'
  | 'inputSchema'
  | 'annotations'
  | 'definitionHash'
  | 'offeredDefinition'
  | 'category'
  | 'severity'
  | 'confidence'
>;

/** Characters of definitions that are described before other work of the process has its turn: some milliseconds. */
const TURN_LENGTH = 32_768;

/** The tools as they are offered: definition, its hash, and the risk read from it beside its siblings. */
export async function describeTools(offered: readonly OfferedTool[]): Promise<Definition[]> {
  const names = offered.map(({ name }) => name);
  const definitions: Definition[] = [];
  let length = 0;
  for (const tool of offered) {
    const definition = define(tool, names);
    definitions.push(definition);
    length += definition.offeredDefinition?.length ?? 0;
    if (length < TURN_LENGTH) continue;
    length = 0;
    await setImmediate();
  }
  return definitions;
}

function define(tool: OfferedTool, names: readonly string[]): Definition {
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
  const text = canonical(tool);
  return {
    name,
    title,
    description,
    inputSchema: toJson(inputSchema),
    annotations: annotations && toJson(annotations),
    definitionHash: hashOf(text),
    offeredDefinition: text,
    category,
    severity,
    confidence,
  };
}

type Reviewed = Pick<Definition, 'definitionHash' | 'offeredDefinition' | 'category' | 'severity' | 'confidence'>;

/** The columns that make what is offered the pinned definition: what agents read from now on. */
export function pin({ definitionHash, offeredDefinition, category, severity, confidence }: Reviewed) {
  return {
    state: 'pinned' as const,
    offeredDefinition: null,
    pinnedHash: definitionHash,
    pinnedDefinition: offeredDefinition,
    pinnedCategory: category,
    pinnedSeverity: severity,
    pinnedConfidence: confidence,
  };
}

/** Over the whole canonical definition, members that nothing here reads included: any change of it is a change. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function toJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
