import { z } from 'zod';
import { db } from '@/lib/base/database/client';

/** Pages in a part when it is cut. Far below what the protocol allows, so that a part costs the same at any size. */
const CUT_AT = 10_000;

/** What the protocol allows; a part grows towards it between two cuts of the catalogue. */
const PAGES_MAX = 50_000;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Every id is below it. */
const END = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Tools from one id up to another, which does not belong to it: what is added between two cuts is in exactly one part. */
export type SitemapRange = { from: string; to: string };
export type SitemapPart = SitemapRange & { changedAt: Date | null };
export type SitemapPage = { path: string; changedAt: Date };

const Id = z.uuid();

/** Cuts the tools into parts by id; one pass over all of them, so its answer is to be kept for a while. */
export async function cutSitemap(): Promise<SitemapPart[]> {
  const rows = await db().$queryRaw<{ from: string; changedAt: Date }[]>`
    SELECT min("id"::text COLLATE "C") AS "from", max("changedAt") AS "changedAt" FROM (
      SELECT "id", "changedAt", (row_number() OVER (ORDER BY "id") - 1) / ${CUT_AT} AS "part" FROM "CatalogueTool"
    ) AS tools
    GROUP BY "part" ORDER BY "part"`;
  return rows.map(({ from, changedAt }, index) => ({
    from: index === 0 ? FIRST : from,
    to: rows[index + 1]?.from ?? END,
    changedAt,
  }));
}

/** The pages of the tools of one part: a range scan of the primary key, whatever the size of the catalogue. */
export async function listSitemapTools({ from, to }: SitemapRange): Promise<SitemapPage[]> {
  if (!Id.safeParse(from).success || !Id.safeParse(to).success) return [];
  const rows = await db().$queryRaw<{ server: string; tool: string; changedAt: Date }[]>`
    SELECT server."slug" AS "server", tool."slug" AS "tool", tool."changedAt" FROM "CatalogueTool" AS tool
    JOIN "CatalogueServer" AS server ON server."id" = tool."serverId"
    WHERE tool."id" >= ${from}::uuid AND tool."id" < ${to}::uuid ORDER BY tool."id" LIMIT ${PAGES_MAX}`;
  return rows.map(({ server, tool, changedAt }) => ({ path: `/tools/${server}/${tool}`, changedAt }));
}

/** The pages of the servers, in the order of their slugs after `after`; a server changed when its newest tool did. */
export async function listSitemapServers(after: string): Promise<SitemapPage[]> {
  const rows = await db().$queryRaw<{ slug: string; changedAt: Date }[]>`
    SELECT server."slug", coalesce(
      (SELECT max("changedAt") FROM "CatalogueTool" WHERE "serverId" = server."id"), server."createdAt") AS "changedAt"
    FROM "CatalogueServer" AS server WHERE server."slug" > ${after} ORDER BY server."slug" LIMIT ${CUT_AT}`;
  return rows.map(({ slug, changedAt }) => ({ path: `/tools/${slug}`, changedAt }));
}

/** The slugs after which the parts of the servers begin. */
export async function cutSitemapServers(): Promise<string[]> {
  const rows = await db().$queryRaw<{ slug: string }[]>`
    SELECT "slug" FROM (
      SELECT "slug", row_number() OVER (ORDER BY "slug") AS "number" FROM "CatalogueServer"
    ) AS servers
    WHERE "number" % ${CUT_AT} = 0 ORDER BY "slug"`;
  return ['', ...rows.map(({ slug }) => slug)];
}
