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
  /** shipped: its facts come with the project. registry: they were read from the MCP registry and the server itself. */
  origin: 'shipped' | 'registry';
};

/** What a list shows of a tool. */
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
  /** The server's other tools, in the order of their names. */
  siblings: ToolEntry[];
  /** Tools of the same category on other servers. */
  elsewhere: FoundTool[];
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
