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

export async function getCatalogueTool(serverSlug: string, toolSlug: string): Promise<CatalogueTool> {
  if (!isSlug(serverSlug) || !isSlug(toolSlug)) throw notFound('tool');
  const server = await db().catalogueServer.findUnique({
    where: { slug: serverSlug },
    select: { ...serverFields, id: true, tools: { select: entryFields, orderBy: { name: 'asc' } } },
  });
  if (!server) throw notFound('server');
  const { id: serverId, tools, ...rest } = server;
  const tool = await db().catalogueTool.findUnique({
    where: { serverId_slug: { serverId, slug: toolSlug } },
    select: {
      ...entryFields,
      title: true,
      description: true,
      inputSchema: true,
      annotations: true,
      knowledge: true,
      firstSeenAt: true,
      changedAt: true,
    },
  });
  if (!tool) throw notFound('tool');
  const elsewhere = await db().catalogueTool.findMany({
    where: { category: tool.category, serverId: { not: serverId } },
    select: foundFields,
    orderBy: [{ confidence: 'desc' }, { id: 'asc' }],
    take: elsewhereMax,
  });
  const siblings = tools.filter(({ slug }) => slug !== toolSlug);
  return { ...tool, server: withPackages(rest), siblings, elsewhere };
}
