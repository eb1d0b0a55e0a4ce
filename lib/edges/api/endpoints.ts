import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import { SearchInput } from '@/lib/core/catalogue-model/schema';
import { isSlug } from '@/lib/core/catalogue-model/slug';
import { pageServers, pageTools } from '@/lib/domain/catalogue/page-through';
import { searchCatalogue } from '@/lib/domain/catalogue/search';
import { changeKinds } from '@/lib/domain/catalogue-changes/schema';
import { listAttacks, readAttack } from './attack';
import { readChanges } from './changes';
import { type Endpoint, endpoint } from './endpoint';
import { serverItem, toolItem } from './items';
import { Category, ServerItem, Severity, ToolItem } from './parts';
import { AttackList, AttackResource, ChangeList, ServerResource, ToolResource } from './resources';
import { readServer } from './server';
import { readTool } from './tool';

const base = '/api/v1';

const Slug = z.string().min(1).max(300);
const Cursor = z.string().min(1).max(340).describe('Where a page begins: part of the `next` of the page before.');
const Next = z.url().nullable().describe('The next page; null on the last.');

export const ServerList = z.strictObject({ servers: z.array(ServerItem), next: Next });
export const ToolList = z.strictObject({
  tools: z.array(ToolItem),
  corrected: z.string().nullable().describe('The corrected query, if only the correction has results; null otherwise.'),
  approximate: z.boolean().describe('No result has all words of the query; these are the closest matches.'),
  next: Next,
});

const ToolQuery = {
  q: z.string().trim().min(1).max(100).optional().describe('Words in the name of a tool or its server.'),
  category: Category.optional(),
  severity: Severity.optional(),
  cursor: Cursor.optional(),
};
type ToolQuery = z.infer<z.ZodObject<typeof ToolQuery>>;

export const endpoints: readonly Endpoint[] = [
  endpoint({
    path: '/servers',
    summary: 'All servers in order of slug, 100 a page',
    parameters: { cursor: Cursor.optional() },
    answer: ServerList,
    read: async ({ cursor = '' }, origin) => {
      if (cursor && !isSlug(cursor)) throw badCursor();
      const { items, next } = await pageServers(cursor);
      return {
        servers: items.map((server) => serverItem(server, origin)),
        next: nextPage(`${origin}${base}/servers`, {}, next),
      };
    },
  }),
  endpoint({
    path: '/servers/{server}',
    summary: 'A server with its tools and the policy for all of them',
    parameters: { server: Slug },
    answer: ServerResource,
    read: ({ server }, origin) => readServer(server, origin),
  }),
  endpoint({
    path: '/servers/{server}/tools/{tool}',
    summary: 'A tool: its risk with the evidence, the recommended policy, attacks, questions',
    parameters: { server: Slug, tool: Slug },
    answer: ToolResource,
    read: ({ server, tool }, origin) => readTool(server, tool, origin),
  }),
  endpoint({
    path: '/tools',
    summary:
      'Tools by category and severity in order of slug, 100 a page; with q the best matches first, 30 a page and 3,000 in total',
    parameters: ToolQuery,
    answer: ToolList,
    read: (query, origin) => (query.q === undefined ? listTools(query, origin) : searchTools(query, origin)),
  }),
  endpoint({
    path: '/attacks',
    summary: 'The attack patterns',
    parameters: {},
    answer: AttackList,
    read: async (_, origin) => listAttacks(origin),
  }),
  endpoint({
    path: '/attacks/{attack}',
    summary: 'An attack pattern: its steps, its scenario in the call log, and a policy against it',
    parameters: { attack: Slug },
    answer: AttackResource,
    read: async ({ attack }, origin) => readAttack(attack, origin),
  }),
  endpoint({
    path: '/changes',
    summary: 'Changes to tools: added, removed, redefined or reclassified; newest first, 50 a page',
    parameters: { kind: z.enum(changeKinds).optional(), cursor: Cursor.optional() },
    answer: ChangeList,
    read: ({ kind, cursor }, origin) => {
      if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) throw badCursor();
      return readChanges({ kind, before: cursor }, origin);
    },
  }),
];

const searchPagesMax = 100;

async function listTools({ category, severity, cursor }: ToolQuery, origin: string): Promise<z.infer<typeof ToolList>> {
  const page = await pageTools({ category, severity }, cursor);
  if (!page) throw badCursor();
  return {
    tools: page.items.map((tool) => toolItem(tool, origin)),
    corrected: null,
    approximate: false,
    next: nextPage(`${origin}${base}/tools`, { category, severity }, page.next),
  };
}

async function searchTools(query: ToolQuery, origin: string): Promise<z.infer<typeof ToolList>> {
  const { q, category, severity, cursor = '1' } = query;
  const page = /^[1-9]\d{0,2}$/.test(cursor) ? Number(cursor) : 0;
  if (page < 1 || page > searchPagesMax) throw badCursor();
  const found = await searchCatalogue(SearchInput.parse({ q, category, severity, page }));
  const next = found.more && page < searchPagesMax ? String(page + 1) : null;
  return {
    tools: found.tools.map((tool) => toolItem(tool, origin)),
    corrected: found.corrected,
    approximate: found.approximate,
    next: nextPage(`${origin}${base}/tools`, { q, category, severity }, next),
  };
}

function nextPage(address: string, query: Record<string, string | undefined>, cursor: string | null): string | null {
  if (cursor === null) return null;
  const said = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `${address}?${new URLSearchParams([...said, ['cursor', cursor]])}`;
}

function badCursor(): AppError {
  return new AppError('invalid', 'cursor must come from `next` of the previous page.');
}
