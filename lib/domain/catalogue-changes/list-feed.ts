/** The change feed as it is read. This room tells what the catalogue's writer told; it writes nothing and knows no page. */

import { db } from '@/lib/base/database/client';
import { Difference } from '@/lib/core/catalogue-model/difference';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';
import type { FeedInput } from './schema';

type Risk = { category: Category; severity: Severity };

export type FeedChange = {
  id: string;
  kind: 'added' | 'removed' | 'redefined' | 'reclassified';
  at: Date;
  server: { slug: string; name: string };
  /** None where the change is one of a whole server. */
  tool: { slug: string; name: string } | null;
  toolCount: number | null;
  before: Risk | null;
  after: Risk | null;
  /** The definition is the one that it was. */
  isSameDefinition: boolean;
  difference: Difference | null;
  /** The page of the tool, or else of the server; null where neither exists any more. */
  path: string | null;
  /** The page of the server; null where it exists no more. */
  serverPath: string | null;
};

export const pageSize = 50;

/** Newest first; `next` continues, null at the end. */
export async function listFeed(input: FeedInput): Promise<{ changes: FeedChange[]; next: string | null }> {
  const { changes, more } = await readFeed(input, pageSize);
  return { changes, next: more ? (changes.at(-1)?.id ?? null) : null };
}

/** At most `count` changes, and whether there are more: from the end of an index, however many there are. */
export async function readFeed(
  { kind, before }: FeedInput,
  count: number,
): Promise<{ changes: FeedChange[]; more: boolean }> {
  const rows = await db().catalogueChange.findMany({
    where: { kind, id: before === undefined ? undefined : { lt: BigInt(before) } },
    orderBy: { id: 'desc' },
    take: count + 1,
  });
  const shown = rows.slice(0, count);
  const pages = await readPages(shown);
  return {
    changes: shown.map((row) => ({
      id: String(row.id),
      kind: row.kind,
      at: row.at,
      server: { slug: row.serverSlug, name: row.serverName },
      tool: row.toolSlug !== null && row.toolName !== null ? { slug: row.toolSlug, name: row.toolName } : null,
      toolCount: row.toolCount,
      before: riskOf(row.categoryBefore, row.severityBefore),
      after: riskOf(row.categoryAfter, row.severityAfter),
      isSameDefinition: row.hashBefore !== null && row.hashBefore === row.hashAfter,
      difference: Difference.safeParse(row.detail).data ?? null,
      path: pathOf(row, pages),
      serverPath: pages.servers.has(row.serverSlug) ? `/tools/${row.serverSlug}` : null,
    })),
    more: rows.length > count,
  };
}

function riskOf(category: Category | null, severity: Severity | null): Risk | null {
  return category && severity && { category, severity };
}

type Subject = { serverSlug: string; toolSlug: string | null; toolName: string | null };
type Pages = { servers: ReadonlySet<string>; tools: ReadonlyMap<string, string> };

/** Which of the pages that changes name exist: a removed tool has none, and its address may be another's by now. */
async function readPages(rows: readonly Subject[]): Promise<Pages> {
  const slugs = [...new Set(rows.map(({ serverSlug }) => serverSlug))];
  const names = rows.flatMap(({ toolSlug }) => toolSlug ?? []);
  const servers = await db().catalogueServer.findMany({
    where: { slug: { in: slugs } },
    select: { slug: true, tools: { where: { slug: { in: names } }, select: { slug: true, name: true } } },
  });
  return {
    servers: new Set(servers.map(({ slug }) => slug)),
    tools: new Map(servers.flatMap(({ slug, tools }) => tools.map((tool) => [`${slug}/${tool.slug}`, tool.name]))),
  };
}

function pathOf({ serverSlug, toolSlug, toolName }: Subject, { servers, tools }: Pages): string | null {
  const address = `${serverSlug}/${toolSlug}`;
  if (toolSlug !== null && tools.get(address) === toolName) return `/tools/${address}`;
  return servers.has(serverSlug) ? `/tools/${serverSlug}` : null;
}
