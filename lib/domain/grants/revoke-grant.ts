import { db } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import { requireId } from '@/lib/base/input/require-id';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';

/** Ends a grant for good; its next call is refused. Revoking it again changes nothing. */
export async function revokeGrant(actor: Actor, grantId: string): Promise<void> {
  authorise(actor, 'grant.revoke');
  await db().$transaction(async (tx) => {
    const own = { id: requireId(grantId, 'grant'), organisationId: actor.organisationId };
    const grant = await tx.grant.findFirst({ where: own, select: { label: true } });
    if (!grant) throw notFound('grant');
    const { count } = await tx.grant.updateMany({
      where: { ...own, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await recordChange(tx, actor, { verb: 'grant.revoke', subjectId: own.id, detail: { label: grant.label } });
  });
}
