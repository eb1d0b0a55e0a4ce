import { db } from '@/lib/base/database/client';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { requireServer } from './require-server';

/** Removes the server with its policies, grants and approvals; the call log keeps what passed. */
export async function removeServer(actor: Actor, serverId: string): Promise<void> {
  authorise(actor, 'server.remove');
  await db().$transaction(async (tx) => {
    const { id, name } = await requireServer(tx, actor, serverId);
    await tx.server.delete({ where: { id, organisationId: actor.organisationId } });
    await recordChange(tx, actor, { verb: 'server.remove', subjectId: id, detail: { name } });
  });
}
