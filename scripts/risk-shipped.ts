import { readdirSync, readFileSync } from 'node:fs';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';
import type { AnnotatedTool } from './risk-data';

const folder = new URL('../data/catalogue/', import.meta.url);

/**
 * The shipped catalogue's tools without hints and sentences. Leaves out servers that hint alike for all tools, and
 * tools without a hint.
 */
export function readShipped(): AnnotatedTool[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => {
    const server = ServerFacts.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    const hinted = new Set(server.tools.flatMap(({ annotations }) => annotations?.readOnlyHint ?? []));
    if (hinted.size < 2) return [];
    const names = server.tools.map(({ name }) => name);
    return server.tools.flatMap(({ name, inputSchema, annotations }): AnnotatedTool[] => {
      if (annotations?.readOnlyHint === undefined) return [];
      const siblings = names.filter((other) => other !== name);
      const definition = { name, inputSchema, siblings, knowledge: server.knowledge };
      return [{ server: server.slug, definition, truth: annotations.readOnlyHint ? 'Read' : 'NotRead' }];
    });
  });
}
