import { createHash } from 'node:crypto';
import { canonical } from '@/lib/mcp/canonical';
import { classifyTool, type Risk } from '@/lib/risk/classify';
import type { ServerFacts } from './facts';
import { uniqueSlugs } from './slug';

type ToolRow = {
  slug: string;
  name: string;
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
  const names = facts.tools.map(({ name }) => name);
  const slugs = uniqueSlugs(names);
  const tools = facts.tools.map((tool, index): ToolRow => {
    const { name, inputSchema, annotations } = tool;
    const siblings = names.filter((sibling) => sibling !== name);
    const { knowledge } = facts;
    const { category, severity, confidence } = classifyTool({ name, inputSchema, annotations, siblings, knowledge });
    return {
      slug: slugs[index] ?? '',
      name,
      inputSchema: inputSchema ?? null,
      annotations: annotations ?? null,
      knowledge,
      definitionHash: sha256(canonical(tool)),
      category,
      severity,
      confidence,
      searchText: searchTextOf(name, facts),
    };
  });
  return { facts, tools, contentHash: sha256(canonical({ facts, tools })) };
}

function searchTextOf(tool: string, { name, slug, publisher }: ServerFacts): string {
  const spaced = tool.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[^A-Za-z0-9]+/g, ' ');
  return [tool, spaced, name, slug, publisher ?? ''].join(' ').toLowerCase();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
