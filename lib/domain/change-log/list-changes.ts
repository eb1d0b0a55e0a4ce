import { db } from '@/lib/base/database/client';
import { requireId } from '@/lib/base/input/require-id';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { namesOf, type Signature } from '@/lib/domain/actors/signature';
import type { Change } from '@/prisma/client/client';

const PAGE = 50;

/** The change log, newest first, a page at a time; `before` is the id of the last row already seen. */
export async function listChanges(actor: Actor, { before }: { before?: string }) {
  authorise(actor, 'read');
  const rows = await db().change.findMany({
    where: {
      organisationId: actor.organisationId,
      ...(before && { id: { lt: requireId(before, 'change') } }),
    },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const page = rows.slice(0, PAGE);
  const nameOf = await namesOf(page.map(signatureIn));
  const changes = page.map((row) => {
    const { actorKind, actorId, actorName, ...change } = row;
    return { ...change, actor: nameOf(signatureIn(row)) };
  });
  return { changes, next: rows.length > PAGE ? page.at(-1)?.id : undefined };
}

function signatureIn({ actorKind, actorId, actorName }: Change): Signature {
  return { kind: actorKind, id: actorId, name: actorName };
}
