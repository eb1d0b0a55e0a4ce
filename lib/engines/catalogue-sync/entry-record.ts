import { canonical } from '@/lib/core/mcp/canonical';
import type { Entry } from '@/lib/core/registry/entry';
import type { ServerRecord } from '@/lib/engines/catalogue-store/record';
import { sha256 } from '@/lib/engines/catalogue-store/rows';

/** The row of a server whose facts come from its listing. */
export function entryRecord(entry: Entry, slug: string, identities: readonly string[], source: string): ServerRecord {
  const { name, title, version, description, websiteUrl, repository, packages, remotes } = entry;
  return {
    slug,
    name: title ?? name,
    publisher: publisherOf(name),
    repository: repository?.url,
    packages,
    remotes: remotes.map(({ type, url }) => ({ type, url })),
    source,
    readAt: new Date().toISOString(),
    contentHash: hashOf(entry),
    origin: 'registry',
    description,
    websiteUrl,
    version,
    // A repository identifies shipped servers only: many registry servers share one.
    identities: identities.filter((identity) => !identity.startsWith('repo:')),
    registryName: name,
  };
}

export function hashOf(value: object): string {
  return sha256(canonical(JSON.parse(JSON.stringify(value))));
}

/** The publisher that the registry verified: the account of "io.github.account", the domain of "com.vendor". */
function publisherOf(name: string): string {
  const namespace = name.slice(0, name.indexOf('/'));
  const account = /^io\.github\.(.+)$/i.exec(namespace)?.[1];
  return account ?? namespace.split('.').toReversed().join('.');
}
