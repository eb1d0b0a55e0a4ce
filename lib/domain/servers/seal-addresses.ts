import { db } from '@/lib/base/database/client';
import { sealAddress } from '@/lib/base/secrets/server-address';
import { shownUrl } from '@/lib/core/text/shown-url';

const BATCH = 200;
/** Addresses of short words alone, in which nothing is ever hidden. All others are looked at. */
const PLAIN = '^https?://[^/?#]+(/[a-z]{1,15})*/?$';

/**
 * Hides in stored addresses what an earlier version showed: seals those that it stored whole, and masks more of those
 * that it sealed. Repeatable; a run that was ended goes on with the next. Reads the servers in batches of 200.
 */
export async function sealAddresses(): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let sealed = 0;
  for (;;) {
    const batch = await db().$queryRaw<Row[]>`
      SELECT "id", "url", "urlBox" FROM "Server"
      WHERE "id" > ${after}::uuid AND "url" !~ ${PLAIN} ORDER BY "id" LIMIT ${BATCH}`;
    for (const row of batch) sealed += await sealOne(row);
    const last = batch.at(-1);
    if (!last) return sealed;
    after = last.id;
  }
}

type Row = { id: string; url: string; urlBox: string | null };

async function sealOne({ id, url, urlBox }: Row): Promise<number> {
  if (!URL.canParse(url)) return 0;
  // Of a sealed address the whole is in its box already.
  const stored = urlBox === null ? sealAddress(id, url) : { url: shownUrl(url), urlBox };
  if (stored.urlBox === null || stored.url === url) return 0;
  // Another process may have sealed the address, or a person changed it, meanwhile.
  const { count } = await db().server.updateMany({ where: { id, url, urlBox }, data: stored });
  return count;
}
