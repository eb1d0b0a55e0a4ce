import { db } from '@/lib/base/database/client';
import { isCurrent, open, seal } from '@/lib/base/secrets/secret-box';
import { addressContext } from '@/lib/base/secrets/server-address';

const BATCH = 100;

export type Resealed = {
  resealed: number;
  /** Boxes that no key of this process opens; they are left as they are. */
  lost: number;
};

type Row = { id: string; box: string };
type Kind = {
  context: (id: string) => string;
  page: (after: string) => Promise<Row[]>;
  /** Replaces `before` by `after`, and nothing that was written meanwhile. */
  replace: (id: string, before: string, after: string) => Promise<{ count: number }>;
};

const kinds: Kind[] = [
  {
    context: (id) => `server:${id}`,
    page: (after) => db().$queryRaw`SELECT "id", "credentialBox" AS "box" FROM "Server"
      WHERE "credentialBox" IS NOT NULL AND "id" > ${after}::uuid ORDER BY "id" LIMIT ${BATCH}`,
    replace: (id, credentialBox, after) =>
      db().server.updateMany({ where: { id, credentialBox }, data: { credentialBox: after } }),
  },
  {
    context: addressContext,
    page: (after) => db().$queryRaw`SELECT "id", "urlBox" AS "box" FROM "Server"
      WHERE "urlBox" IS NOT NULL AND "id" > ${after}::uuid ORDER BY "id" LIMIT ${BATCH}`,
    replace: (id, urlBox, after) => db().server.updateMany({ where: { id, urlBox }, data: { urlBox: after } }),
  },
  {
    context: (id) => `approval:${id}`,
    page: (after) => db().$queryRaw`SELECT "id", "argumentsBox" AS "box" FROM "Approval"
      WHERE "argumentsBox" IS NOT NULL AND "id" > ${after}::uuid ORDER BY "id" LIMIT ${BATCH}`,
    replace: (id, argumentsBox, after) =>
      db().approval.updateMany({ where: { id, argumentsBox }, data: { argumentsBox: after } }),
  },
];

/**
 * Seals everything that a key of ENCRYPTION_KEY_PREVIOUS sealed with ENCRYPTION_KEY, a hundred rows at a time. What is
 * sealed with the current key is passed over, so that a run that was ended goes on where it was.
 */
export async function resealBoxes(): Promise<Resealed> {
  const total: Resealed = { resealed: 0, lost: 0 };
  for (const kind of kinds) {
    for await (const row of rowsOf(kind)) await reseal(kind, row, total);
  }
  return total;
}

async function* rowsOf({ page }: Kind): AsyncGenerator<Row> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await page(after);
    const last = rows.at(-1);
    if (!last) return;
    yield* rows.filter(({ box }) => !isCurrent(box));
    after = last.id;
  }
}

async function reseal({ context, replace }: Kind, { id, box }: Row, total: Resealed): Promise<void> {
  const text = openOrNull(box, context(id));
  if (text === null) {
    total.lost += 1;
    return;
  }
  const { count } = await replace(id, box, seal(text, context(id)));
  total.resealed += count;
}

function openOrNull(box: string, context: string): string | null {
  try {
    return open(box, context);
  } catch {
    return null;
  }
}
