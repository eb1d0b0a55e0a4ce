import type { Transaction } from '@/lib/base/database/client';
import type { Actor } from '@/lib/domain/actors/actor';
import { signatureOf } from '@/lib/domain/actors/signature';
import type { Prisma } from '@/prisma/client/client';

/** A change is a noun and what was done to it; the verbs here are all there are. */
type ChangeVerb =
  | 'organisation.create'
  | 'organisation.allow_private'
  | 'organisation.deny_private'
  | 'server.register'
  | 'server.rename'
  | 'server.connect'
  | 'server.settings'
  | 'server.remove'
  | 'server.refresh'
  | 'tool.review'
  | 'policy.publish'
  | 'grant.mint'
  | 'grant.revoke'
  | 'approval.approve'
  | 'approval.reject'
  | 'session.end'
  | 'session.end_others';

type ChangeInput = { verb: ChangeVerb; subjectId: string; detail: Prisma.InputJsonObject };

/** Writes the change log in the transaction of the change itself: neither exists without the other. */
export async function recordChange(tx: Transaction, actor: Actor, { verb, subjectId, detail }: ChangeInput) {
  const { kind, id, name } = signatureOf(actor);
  await tx.change.create({
    data: {
      organisationId: actor.organisationId,
      actorKind: kind,
      actorId: id,
      actorName: name,
      verb,
      subjectId,
      detail,
    },
  });
}
