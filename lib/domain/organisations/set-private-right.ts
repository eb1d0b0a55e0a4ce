import { db } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import { requireId } from '@/lib/base/input/require-id';
import { recordChange } from '@/lib/domain/change-log/record';

/**
 * Lets an organisation reach private addresses, or ends that; false where it was so already. A command of whoever runs
 * the installation: no member can give the right to their own organisation. The gateway is told by a trigger.
 */
export async function setPrivateRight(organisationId: string, mayReachPrivate: boolean): Promise<boolean> {
  const id = requireId(organisationId, 'organisation');
  return db().$transaction(async (tx) => {
    const { count } = await tx.organisation.updateMany({
      where: { id, mayReachPrivate: !mayReachPrivate },
      data: { mayReachPrivate },
    });
    if (count === 0) {
      if (await tx.organisation.findUnique({ where: { id } })) return false;
      throw notFound('organisation');
    }
    const actor = { kind: 'command' as const, organisationId: id, role: 'admin' as const };
    const verb = mayReachPrivate ? 'organisation.allow_private' : 'organisation.deny_private';
    await recordChange(tx, actor, { verb, subjectId: id, detail: {} });
    return true;
  });
}
