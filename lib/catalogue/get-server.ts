import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { type CatalogueServer, entryFields, serverFields, type ToolEntry, withPackages } from './entry';
import { isSlug } from './slug';

export type ServerTool = ToolEntry & {
  title: string | null;
  description: string | null;
  inputSchema: unknown;
  annotations: unknown;
  knowledge: 'introspected' | 'listed';
};

export type ServerAccount = CatalogueServer & {
  /** The publisher's own text, where the registry has one. */
  description: string | null;
  websiteUrl: string | null;
  /** When its remote was last asked for the tools; null where it has no open remote or none was asked yet. */
  remoteTriedAt: Date | null;
  /** Why the remote did not tell its tools, in a sentence. */
  remoteProblem: string | null;
  isDeprecated: boolean;
  tools: ServerTool[];
};

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
