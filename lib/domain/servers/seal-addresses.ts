import { db } from '@/lib/base/database/client';
import { sealAddress } from '@/lib/base/secrets/server-address';

const BATCH = 200;
/** What may be hidden in an address: a query, or a long segment. More than is sealed, never less. */
const CANDIDATES = '\\?|[^/]{20}';

/** Seals addresses that an earlier version stored whole. Repeatable; a run that was ended goes on with the next. */
export async function sealAddresses(): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let sealed = 0;
  for (;;) {
    const batch = await db().$queryRaw<{ id: string; url: string }[]>`
      SELECT "id", "url" FROM "Server"
      WHERE "urlBox" IS NULL AND "id" > ${after}::uuid AND "url" ~ ${CANDIDATES} ORDER BY "id" LIMIT ${BATCH}`;
    for (const { id, url } of batch) {
      if (!URL.canParse(url)) continue;
      const stored = sealAddress(id, url);
      if (stored.urlBox === null) continue;
      // Whoever changed the address meanwhile has sealed it.
      const { count } = await db().server.updateMany({ where: { id, url, urlBox: null }, data: stored });
      sealed += count;
    }
    const last = batch.at(-1);
    if (!last) return sealed;
    after = last.id;
  }
}
