/**
 * The only writer of the catalogue's rows, for shipped facts and for the registry. Each write adds to the change feed
 * in the caller's transaction. Knows no network and no page.
 */
import type { Package } from '@/lib/core/catalogue-model/facts';
import { packageIdentity, remoteIdentity, repositoryIdentity } from '@/lib/core/registry/identity';
import { type ServerRows, sha256 } from './rows';

/** A row of CatalogueServer. */
export type ServerRecord = {
  slug: string;
  name: string;
  publisher?: string;
  repository?: string;
  licence?: string;
  packages: Package[];
  remotes: { type: string; url: string }[];
  source: string;
  readAt: string;
  contentHash: string;
  origin: 'shipped' | 'registry';
  description?: string;
  websiteUrl?: string;
  version?: string;
  identities: string[];
  registryName?: string;
};

/** `isAlone`: no other shipped server comes from the same repository, so the repository identifies it. */
export function recordOf({ facts, contentHash }: ServerRows, isAlone: boolean): ServerRecord {
  const { tools, knowledge, ...known } = facts;
  const repository = isAlone && facts.repository ? repositoryIdentity(facts.repository) : undefined;
  const identities = [
    ...facts.packages.map(packageIdentity),
    ...facts.remotes.map(({ url }) => remoteIdentity(url)),
    ...(repository ? [repository] : []),
  ];
  return { ...known, origin: 'shipped', identities, contentHash: sha256([contentHash, ...identities].join('\n')) };
}
