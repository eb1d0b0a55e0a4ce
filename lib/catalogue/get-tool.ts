import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import {
  type CatalogueServer,
  entryFields,
  type FoundTool,
  foundFields,
  serverFields,
  type ToolEntry,
  withPackages,
} from './entry';
import { isSlug } from './slug';

const elsewhereMax = 6;

export type CatalogueTool = ToolEntry & {
  title: string | null;
  description: string | null;
  inputSchema: unknown;
  annotations: unknown;
  knowledge: 'introspected' | 'listed';
  firstSeenAt: Date;
  changedAt: Date;
  server: CatalogueServer;
  /** The server's other tools, in the order of their names. */
  siblings: ToolEntry[];
  /** Tools of the same category on other servers. */
  elsewhere: FoundTool[];
};

const toolFields = {
  ...entryFields,
  title: true,
  description: true,
  inputSchema: true,
  annotations: true,
  knowledge: true,
  firstSeenAt: true,
  changedAt: true,
} as const;

export async function getCatalogueTool(serverSlug: string, toolSlug: string): Promise<CatalogueTool> {
  if (!isSlug(serverSlug) || !isSlug(toolSlug)) throw notFound('tool');
  const row = await db().catalogueTool.findFirst({
    where: { slug: toolSlug, server: { slug: serverSlug } },
    select: { ...toolFields, serverId: true, server: { select: serverFields } },
  });
  if (!row) throw notFound('tool');
  const { serverId, server, ...tool } = row;
  const [siblings, elsewhere] = await Promise.all([
    db().catalogueTool.findMany({
      where: { serverId, slug: { not: toolSlug } },
      select: entryFields,
      orderBy: { name: 'asc' },
    }),
    db().catalogueTool.findMany({
      where: { category: tool.category, serverId: { not: serverId } },
      select: foundFields,
      orderBy: [{ confidence: 'desc' }, { id: 'asc' }],
      take: elsewhereMax,
    }),
  ]);
  return { ...tool, server: withPackages(server), siblings, elsewhere };
}
