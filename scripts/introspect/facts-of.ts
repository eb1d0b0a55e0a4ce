import { condenseSchema } from '@/lib/core/catalogue-model/condense';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { slugOf } from '@/lib/core/catalogue-model/slug';
import type { ListedTool } from './conversation';
import type { Manifest } from './install';

const hintNames = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const;

/** Facts about a server: its identity from the manifest, its tools from the answer. */
export function factsOf(manifest: Manifest, tools: readonly ListedTool[], readAt: Date): ServerFacts {
  const { name, version, license, author, repository } = manifest;
  const publisher = author && publisherOf(author);
  const address = repository && repositoryOf(repository);
  return ServerFacts.parse({
    slug: slugOf(name),
    name: readableName(name),
    ...(publisher && { publisher }),
    ...(address && { repository: address }),
    ...(license &&
      /^[\w.+() -]{2,60}$/.test(license) &&
      !/^(SEE |UNLICEN[SC]ED)/.test(license) && { licence: license }),
    packages: [{ registryType: 'npm', identifier: name, version }],
    remotes: [],
    source: `https://www.npmjs.com/package/${name}`,
    readAt: readAt.toISOString(),
    knowledge: 'introspected',
    tools: toolsOf(tools),
  });
}

/** Sorted by name, for stable output; of two tools with one name, a client can call only the first. */
function toolsOf(listed: readonly ListedTool[]): unknown[] {
  const byName = new Map<string, ListedTool>();
  for (const tool of listed) if (!byName.has(tool.name)) byName.set(tool.name, tool);
  const sorted = [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  return sorted.map(({ name, inputSchema, annotations }) => ({
    name,
    inputSchema: condenseSchema(inputSchema),
    annotations: hintsOf(annotations),
  }));
}

/** "@acme/mcp-server-billing" is "Billing" and "@acme/mcp" is "Acme", until a reviewer renames it. */
export function readableName(packageName: string): string {
  const words = (text: string) => text.split(/[^a-z0-9]+/i).filter((word) => word && !/^(mcp|server)$/i.test(word));
  const [scope, own] = packageName.startsWith('@') ? packageName.slice(1).split('/') : ['', packageName];
  const named = words(own ?? '');
  const all = named.length > 0 ? named : words(scope ?? '');
  return all.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || packageName;
}

/** "Ada Lovelace <ada@example.com> (https://example.com)" without the addresses. */
function publisherOf(author: NonNullable<Manifest['author']>): string | undefined {
  const text = typeof author === 'string' ? author : author.name;
  const name = text.replace(/\s*[<(].*$/, '').trim();
  return name.length <= 80 && !name.includes('@') ? name : undefined;
}

/** The web URL of a repository; undefined: an unknown form. */
function repositoryOf(repository: NonNullable<Manifest['repository']>): string | undefined {
  const text = typeof repository === 'string' ? repository : repository.url;
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(text)?.[1];
  const path = short ?? /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/#].*)?$/.exec(text)?.[1];
  return path && `https://github.com/${path}`;
}

function hintsOf(annotations: ListedTool['annotations']): Record<string, boolean> | undefined {
  const hints = hintNames.flatMap((name) => {
    const value = annotations?.[name];
    return typeof value === 'boolean' ? [[name, value] as const] : [];
  });
  return hints.length > 0 ? Object.fromEntries(hints) : undefined;
}
