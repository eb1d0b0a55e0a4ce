import { createHash } from 'node:crypto';
import type { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { uniqueSlugs } from '@/lib/core/catalogue-model/slug';
import { canonical } from '@/lib/core/mcp/canonical';
import { classifyTool, type Risk, type ToolDefinition } from '@/lib/core/risk/classify';

export type ToolRow = {
  slug: string;
  name: string;
  /** The publisher's texts; only of a tool that was read from its server at run time. */
  title?: string;
  description?: string;
  inputSchema: object | null;
  annotations: object | null;
  knowledge: ServerFacts['knowledge'];
  definitionHash: string;
  category: Risk['category'];
  severity: Risk['severity'];
  confidence: number;
  searchText: string;
};

export type ServerRows = { facts: ServerFacts; tools: ToolRow[]; contentHash: string };

/** A server's rows as they are stored: slugs, hashes, risk and search words computed from its facts. */
export function rowsOf(facts: ServerFacts): ServerRows {
  const tools = toolRowsOf(facts, facts.tools, facts.knowledge);
  return { facts, tools, contentHash: sha256(canonical({ facts, tools })) };
}

/** What of a tool makes its definition: a difference in anything else is none. */
type Definition = Pick<ToolDefinition, 'name' | 'title' | 'description'> & {
  inputSchema?: object;
  annotations?: object;
};

type Named = { name: string; slug: string; publisher?: string | null };

export function toolRowsOf(
  server: Named,
  definitions: readonly Definition[],
  knowledge: ToolRow['knowledge'],
): ToolRow[] {
  const names = definitions.map(({ name }) => name);
  const slugs = uniqueSlugs(names);
  return definitions.map(({ name, title, description, inputSchema, annotations }, index): ToolRow => {
    const siblings = names.filter((sibling) => sibling !== name);
    const definition = { name, title, description, inputSchema, annotations };
    const { category, severity, confidence } = classifyTool({ ...definition, siblings, knowledge });
    return {
      slug: slugs[index] ?? '',
      name,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      inputSchema: inputSchema ?? null,
      annotations: annotations ?? null,
      knowledge,
      definitionHash: sha256(canonical(present(definition))),
      category,
      severity,
      confidence,
      searchText: searchTextOf(name, server),
    };
  });
}

/** RFC 8785 knows no undefined. */
function present(definition: Definition): object {
  return Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== undefined));
}

function searchTextOf(tool: string, { name, slug, publisher }: Named): string {
  const spaced = tool.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[^A-Za-z0-9]+/g, ' ');
  return [tool, spaced, name, slug, publisher ?? ''].join(' ').toLowerCase();
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
