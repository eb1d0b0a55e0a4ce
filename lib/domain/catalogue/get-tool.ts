import { db } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import { isSlug } from '@/lib/core/catalogue-model/slug';
import { entryFields, foundFields, serverFields, withPackages } from './fields';

const elsewhereMax = 6;

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
