import { db } from '@/lib/base/database/client';
import { AppError, notFound } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { requireId } from '@/lib/base/input/require-id';
import { type Actor, authorise, userIdOf } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { DecideApprovalInput } from './schema';

/**
 * Approves or rejects a held call, once: of two people deciding at the same moment one is told that it was decided.
 * The arguments are forgotten with the decision; its digest alone lets the approved call pass.
 */
export async function decideApproval(actor: Actor, input: DecideApprovalInput): Promise<void> {
  authorise(actor, 'approval.decide');
  const { id, approve, reason } = parse(DecideApprovalInput, input);
  const own = { id: requireId(id, 'approval'), organisationId: actor.organisationId };
  const now = new Date();
  await db().$transaction(async (tx) => {
    const { count } = await tx.approval.updateMany({
      where: { ...own, state: 'pending', expiresAt: { gt: now } },
      data: {
        state: approve ? 'approved' : 'rejected',
        decidedAt: now,
        decidedById: userIdOf(actor),
        reason: reason || null,
        argumentsBox: null,
      },
    });
    const approval = await tx.approval.findFirst({ where: own });
    if (!approval) throw notFound('approval');
    if (count === 0) throw tooLate(approval.state);
    await recordChange(tx, actor, {
      verb: approve ? 'approval.approve' : 'approval.reject',
      subjectId: own.id,
      detail: { tool: approval.tool, serverId: approval.serverId, grantId: approval.grantId, reason: reason || null },
    });
  });
}

function tooLate(state: string): AppError {
  const what = state === 'pending' ? 'This request expired' : 'This request was already decided';
  return new AppError('conflict', `${what}; nothing was changed.`);
}
