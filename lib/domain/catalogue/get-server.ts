import { db } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import type { ServerAccount } from '@/lib/core/catalogue-model/entry';
import { isSlug } from '@/lib/core/catalogue-model/slug';
import { entryFields, serverFields, withPackages } from './fields';

const accountFields = {
  ...serverFields,
  description: true,
  websiteUrl: true,
  remoteTriedAt: true,
  remoteProblem: true,
  registryName: true,
} as const;

/** A server with its tools in the order of their names. */
export async function getCatalogueServer(slug: string): Promise<ServerAccount> {
  if (!isSlug(slug)) throw notFound('server');
  const texts = { title: true, description: true } as const;
  const fields = { ...entryFields, ...texts, inputSchema: true, annotations: true, knowledge: true } as const;
  const row = await db().catalogueServer.findUnique({
    where: { slug },
    select: {
      ...accountFields,
      tools: { select: fields, orderBy: { name: 'asc' } },
      listings: { where: { status: 'deprecated' }, select: { name: true } },
    },
  });
  if (!row) throw notFound('server');
  const { listings, registryName, ...server } = withPackages(row);
  return { ...server, isDeprecated: listings.some(({ name }) => name === registryName) };
}
