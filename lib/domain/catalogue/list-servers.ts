import { db } from '@/lib/base/database/client';

const shownMax = 60;

export type ServerEntry = { slug: string; name: string; publisher: string | null; tools: number };

export const serverEntryFields = { slug: true, name: true, publisher: true, toolCount: true } as const;

type ServerRow = Omit<ServerEntry, 'tools'> & { toolCount: number };

export function toServerEntry({ slug, name, publisher, toolCount }: ServerRow): ServerEntry {
  return { slug, name, publisher, tools: toolCount };
}

/** The servers with the most tools. */
export async function listCatalogueServers(): Promise<ServerEntry[]> {
  const rows = await db().catalogueServer.findMany({
    select: serverEntryFields,
    orderBy: [{ toolCount: 'desc' }, { slug: 'asc' }],
    take: shownMax,
  });
  return rows.map(toServerEntry);
}
