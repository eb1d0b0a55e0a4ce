import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { type CatalogueServer, entryFields, serverFields, type ToolEntry, withPackages } from './entry';
import { isSlug } from './slug';

export type ServerTool = ToolEntry & {
  inputSchema: unknown;
  annotations: unknown;
  knowledge: 'introspected' | 'listed';
};

/** A server with its tools in the order of their names. */
export async function getCatalogueServer(slug: string): Promise<CatalogueServer & { tools: ServerTool[] }> {
  if (!isSlug(slug)) throw notFound('server');
  const fields = { ...entryFields, inputSchema: true, annotations: true, knowledge: true } as const;
  const row = await db().catalogueServer.findUnique({
    where: { slug },
    select: { ...serverFields, tools: { select: fields, orderBy: { name: 'asc' } } },
  });
  if (!row) throw notFound('server');
  return withPackages(row);
}
