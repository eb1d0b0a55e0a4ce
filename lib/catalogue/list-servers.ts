import { db } from '@/lib/db';

const shownMax = 60;

export type ServerEntry = { slug: string; name: string; publisher: string | null; tools: number };

/** The servers with the most tools. */
export async function listCatalogueServers(): Promise<ServerEntry[]> {
  const rows = await db().catalogueServer.findMany({
    select: { slug: true, name: true, publisher: true, _count: { select: { tools: true } } },
    orderBy: [{ tools: { _count: 'desc' } }, { slug: 'asc' }],
    take: shownMax,
  });
  return rows.map(({ _count, ...server }) => ({ ...server, tools: _count.tools }));
}
