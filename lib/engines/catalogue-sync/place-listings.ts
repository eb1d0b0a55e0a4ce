import type { Entry } from '@/lib/core/registry/entry';
import { newSlugFor } from '@/lib/engines/catalogue-store/registry-slug';

/** The identities of a server. */
export type KnownServer = {
  slug: string;
  origin: 'shipped' | 'registry';
  registryName: string | null;
  identities: string[];
};

type Listing = { entry: Entry; identities: readonly string[] };

/** `isSource`: the server's facts come from this listing; others only lead to the server. */
export type Placed<T extends Listing> = { listing: T; slug: string; isSource: boolean };

/**
 * Assigns each listing to a server. A listing that shares a package or a remote with a server belongs to it and changes
 * nothing of it. Shipped servers come first, then older ones; without a match the listing creates a server.
 */
export function placeListings<T extends Listing>(listings: readonly T[], known: readonly KnownServer[]): Placed<T>[] {
  const servers = known.map((server) => ({ ...server }));
  return listings.map((listing) => {
    const { entry, identities } = listing;
    const own = servers.find(({ registryName }) => registryName === entry.name);
    const same = servers.filter(
      (server) => server !== own && server.identities.some((one) => identities.includes(one)),
    );
    const other = same.find(({ origin }) => origin === 'shipped') ?? (own ? undefined : same[0]);
    if (other) return { listing, slug: other.slug, isSource: false };
    const identifying = identities.filter((identity) => !identity.startsWith('repo:'));
    if (own) {
      own.identities = identifying;
      return { listing, slug: own.slug, isSource: true };
    }
    const slug = newSlugFor(entry.name, (wanted) => servers.some((server) => server.slug === wanted));
    servers.push({ slug, origin: 'registry', registryName: entry.name, identities: identifying });
    return { listing, slug, isSource: true };
  });
}
