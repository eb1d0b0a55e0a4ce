import type { ClientBase } from 'pg';
import type { Entry } from '@/lib/core/registry/entry';
import { identitiesOf } from '@/lib/core/registry/identity';
import { isLater, latestOf } from '@/lib/core/registry/latest';
import type { Listed } from '@/lib/core/registry/page';
import { slugsFor } from '@/lib/engines/catalogue-store/registry-slug';
import { tellChanges } from '@/lib/engines/catalogue-store/tell-changes';
import { type WrittenServer, writeServers } from '@/lib/engines/catalogue-store/write-servers';
import { entryRecord, hashOf } from './entry-record';
import { type KnownServer, type Placed, placeListings } from './place-listings';
import { settleServers } from './settle-servers';
import { sourceOf } from './source-of';

export type WrittenPage = { written: number; removed: number };

type Context = {
  registry: string;
  /** First reading of the registry: its servers are not put into the feed. */
  isFirstReading: boolean;
};

type Stored = {
  name: string;
  serverId: string;
  version: string;
  contentHash: string;
  publishedAt: Date | null;
};

type Current = Extract<Listed, { entry: Entry }>;
type Listing = Current & { identities: string[]; contentHash: string };

/** Writes a page of the registry, in the caller's transaction. Idempotent. */
export async function writePage(client: ClientBase, listed: readonly Listed[], context: Context): Promise<WrittenPage> {
  const stored = await readStored(client, listed);
  const gone = goneOf(listed, stored);
  const listings = latestOf(listed)
    .filter((row): row is Current => row.status !== 'deleted')
    .map((row) => ({ ...row, identities: identitiesOf(row.entry), contentHash: hashOf([row.entry, row.status]) }))
    .filter((listing) => isNews(listing, stored.get(listing.name)));
  await client.query('DELETE FROM "CatalogueListing" WHERE "name" = ANY($1::text[])', [gone.map(({ name }) => name)]);
  const placed = placeListings(listings, await readServers(client, listings));
  const written = await writeSources(client, placed, context);
  const moved = await writeListings(client, placed, written, stored);
  await settleServers(client, [...gone.map(({ serverId }) => serverId), ...moved], context.registry);
  return { written: listings.length, removed: gone.length };
}

async function readStored(client: ClientBase, listed: readonly Listed[]): Promise<Map<string, Stored>> {
  const { rows } = await client.query<Stored>(
    `SELECT "name", "serverId", "version", "contentHash", "publishedAt" FROM "CatalogueListing"
     WHERE "name" = ANY($1::text[])`,
    [listed.map(({ name }) => name)],
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** Listings whose current version was deleted; an older one does not matter. */
function goneOf(listed: readonly Listed[], stored: ReadonlyMap<string, Stored>): Stored[] {
  const current = new Map(latestOf(listed).map((row) => [row.name, row]));
  const gone = listed.flatMap((row) => {
    const known = stored.get(row.name);
    if (row.status !== 'deleted' || !known) return [];
    const isCounted = row.isLatest === true || row.version === known.version;
    return isCounted && (current.get(row.name) ?? row).status === 'deleted' ? [known] : [];
  });
  return [...new Set(gone)];
}

function isNews(listing: Listing, known: Stored | undefined): boolean {
  if (!known) return true;
  if (listing.contentHash === known.contentHash) return false;
  const before = { version: known.version, publishedAt: known.publishedAt?.toISOString(), isLatest: undefined };
  return listing.isLatest === true || isLater(listing, before);
}

/** Every server that a listing may belong to, or whose slug it may need. */
async function readServers(client: ClientBase, listings: readonly Listing[]): Promise<KnownServer[]> {
  const { rows } = await client.query<KnownServer>(
    `SELECT "slug", "origin", "registryName", "identities" FROM "CatalogueServer"
     WHERE "identities" && $1::text[] OR "registryName" = ANY($2::text[]) OR "slug" = ANY($3::text[])
     ORDER BY "createdAt", "slug"`,
    [
      listings.flatMap(({ identities }) => identities),
      listings.map(({ name }) => name),
      listings.flatMap(({ name }) => slugsFor(name)),
    ],
  );
  return rows;
}

async function writeSources(
  client: ClientBase,
  placed: readonly Placed<Listing>[],
  { registry, isFirstReading }: Context,
): Promise<Map<string, string>> {
  const records = placed
    .filter(({ isSource }) => isSource)
    .map(({ listing, slug }) => entryRecord(listing.entry, slug, listing.identities, sourceOf(registry, listing.name)));
  const written = await writeServers(client, records);
  if (!isFirstReading) await tellNew(client, written, new Map(records.map(({ slug, name }) => [slug, name])));
  const others = placed.filter(({ isSource }) => !isSource).map(({ slug }) => slug);
  const { rows } = await client.query<{ id: string; slug: string }>(
    'SELECT "id", "slug" FROM "CatalogueServer" WHERE "slug" = ANY($1::text[])',
    [others],
  );
  return new Map([...written, ...rows].map(({ slug, id }) => [slug, id]));
}

async function tellNew(client: ClientBase, written: readonly WrittenServer[], names: ReadonlyMap<string, string>) {
  const added = written.filter(({ isNew }) => isNew);
  await tellChanges(
    client,
    added.map(({ slug }) => ({ kind: 'added', serverSlug: slug, serverName: names.get(slug) ?? slug, toolCount: 0 })),
  );
}

/** Returns the servers that the listings belonged to before. */
async function writeListings(
  client: ClientBase,
  placed: readonly Placed<Listing>[],
  ids: ReadonlyMap<string, string>,
  stored: ReadonlyMap<string, Stored>,
): Promise<string[]> {
  if (placed.length === 0) return [];
  const rows = placed.map(({ listing, slug }) => ({ ...listing, serverId: ids.get(slug) }));
  await client.query(
    `INSERT INTO "CatalogueListing"
       ("name", "serverId", "status", "version", "entry", "identities", "contentHash", "publishedAt", "updatedAt")
     SELECT l."name", l."serverId", l."status", l."version", l."entry",
            ARRAY(SELECT jsonb_array_elements_text(l."identities")), l."contentHash", l."publishedAt", l."updatedAt"
     FROM jsonb_to_recordset($1::jsonb) AS l("name" text, "serverId" uuid, "status" text, "version" text, "entry" jsonb,
       "identities" jsonb, "contentHash" text, "publishedAt" timestamptz, "updatedAt" timestamptz)
     ON CONFLICT ("name") DO UPDATE SET
       "serverId" = excluded."serverId", "status" = excluded."status", "version" = excluded."version",
       "entry" = excluded."entry", "identities" = excluded."identities", "contentHash" = excluded."contentHash",
       "publishedAt" = excluded."publishedAt", "updatedAt" = excluded."updatedAt"`,
    [JSON.stringify(rows)],
  );
  return rows.flatMap(({ name, serverId }) => {
    const before = stored.get(name)?.serverId;
    return before && before !== serverId ? [before] : [];
  });
}
