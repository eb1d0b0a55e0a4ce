import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';
import type { Package } from './facts';

export type CatalogueServer = {
  slug: string;
  name: string;
  publisher: string | null;
  repository: string | null;
  licence: string | null;
  packages: Package[];
  source: string;
  readAt: Date;
  /** shipped: facts come with the project. registry: read from the MCP registry and the server. */
  origin: 'shipped' | 'registry';
};

/** A tool in a list. */
export type ToolEntry = { slug: string; name: string; category: Category; severity: Severity; confidence: number };

export type FoundTool = ToolEntry & { server: { slug: string; name: string } };

export type ServerTool = ToolEntry & {
  title: string | null;
  description: string | null;
  inputSchema: unknown;
  annotations: unknown;
  knowledge: 'introspected' | 'listed';
};

export type CatalogueTool = ServerTool & {
  firstSeenAt: Date;
  changedAt: Date;
  server: CatalogueServer;
  /** The server's other tools, by name. */
  siblings: ToolEntry[];
  /** Tools of the same category on other servers. */
  elsewhere: FoundTool[];
};

export type ServerAccount = CatalogueServer & {
  /** The publisher's text in the registry, if any. */
  description: string | null;
  websiteUrl: string | null;
  /** The last reading of its remote; null: no open remote, or not read yet. */
  remoteTriedAt: Date | null;
  /** Why the remote could not be read, in a sentence. */
  remoteProblem: string | null;
  isDeprecated: boolean;
  tools: ServerTool[];
};
