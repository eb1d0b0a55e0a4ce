import { db } from '@/lib/db';

const shownMax = 60;

export type ServerEntry = { slug: string; name: string; publisher: string | null; tools: number };

export const serverEntryFields = {
  slug: true,
  name: true,
  publisher: true,
  _count: { select: { tools: true } },
} as const;

type ServerRow = Omit<ServerEntry, 'tools'> & { _count: { tools: number } };

export function toServerEntry({ _count, ...server }: ServerRow): ServerEntry {
  return { ...server, tools: _count.tools };
}

/** The servers with the most tools. */
export async function listCatalogueServers(): Promise<ServerEntry[]> {
  const rows = await db().catalogueServer.findMany({
    select: serverEntryFields,
    orderBy: [{ tools: { _count: 'desc' } }, { slug: 'asc' }],
    take: shownMax,
  });
  return rows.map(toServerEntry);
}
