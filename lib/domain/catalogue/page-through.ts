import { db } from '@/lib/base/database/client';
import type { FoundTool } from '@/lib/core/catalogue-model/entry';
import { type Severity, severities } from '@/lib/core/risk/weigh/severity';
import { type Category, categories } from '@/lib/core/risk/words/lexicon';
import { Prisma } from '@/prisma/client/client';
import { foundFields } from './fields';
import { type ServerEntry, serverEntryFields, toServerEntry } from './list-servers';

// Reading all of the catalogue a page at a time: each page begins after the last row of the one before, so the last page
// costs what the first does.

const pageMax = 100;

/** `next`: what the next page begins after; null: this is the last. */
type Page<T> = { items: T[]; next: string | null };

/** Servers in the order of their slugs. */
export async function pageServers(after: string): Promise<Page<ServerEntry>> {
  const rows = await db().catalogueServer.findMany({
    where: { slug: { gt: after } },
    select: serverEntryFields,
    orderBy: { slug: 'asc' },
    take: pageMax + 1,
  });
  const items = rows.slice(0, pageMax).map(toServerEntry);
  return { items, next: rows.length > pageMax ? (items.at(-1)?.slug ?? null) : null };
}

type Filter = { category?: Category; severity?: Severity };
type Position = { slug: string; id: string };

/** Tools in the order of their slugs. `after` is a `next` that was given before; null where it cannot be one. */
export async function pageTools(filter: Filter, after?: string): Promise<Page<FoundTool> | null> {
  const position = after === undefined ? undefined : readPosition(after);
  if (position === null) return null;
  const ids = await db().$queryRaw<{ id: string }[]>`${firstAfter(filter, position)}`;
  const rows = await db().catalogueTool.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    select: { id: true, ...foundFields },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = ids.slice(0, pageMax).flatMap(({ id }) => byId.get(id) ?? []);
  const last = ids.length > pageMax ? found.at(-1) : undefined;
  return { items: found.map(({ id, ...tool }) => tool), next: last ? `${last.slug}~${last.id}` : null };
}

function readPosition(text: string): Position | null {
  const [, slug, id] = /^([a-z0-9-]{1,300})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  return slug && id ? { slug, id } : null;
}

/** Narrowed, they are the first of each kind, since the index holds each kind in the order of slugs. */
function firstAfter({ category, severity }: Filter, position: Position | undefined): Prisma.Sql {
  const later = position
    ? Prisma.sql`("slug" COLLATE "C", "id") > (${position.slug}, ${position.id}::uuid)`
    : Prisma.sql`TRUE`;
  const inOrder = Prisma.sql`${later} ORDER BY "slug" COLLATE "C", "id" LIMIT ${pageMax + 1}`;
  if (!category && !severity) return Prisma.sql`SELECT "id", "slug" FROM "CatalogueTool" WHERE ${inOrder}`;
  const kinds = (category ? [category] : categories).flatMap((one) =>
    (severity ? [severity] : severities).map((other) => Prisma.sql`(${one}::"Category", ${other}::"Severity")`),
  );
  return Prisma.sql`
    SELECT "id", "slug" FROM (VALUES ${Prisma.join(kinds)}) AS kind ("category", "severity") CROSS JOIN LATERAL (
      SELECT "id", "slug" FROM "CatalogueTool" AS tool
      WHERE tool."category" = kind."category" AND tool."severity" = kind."severity" AND ${inOrder}
    ) AS first
    ORDER BY "slug" COLLATE "C", "id" LIMIT ${pageMax + 1}`;
}
