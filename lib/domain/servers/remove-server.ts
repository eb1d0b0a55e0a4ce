import { db } from '@/lib/base/database/client';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { recordChange } from '@/lib/domain/change-log/record';
import { requireServer } from './require-server';

/** Removes the server with its policies, grants and approvals; the call log keeps what passed. */
export async function removeServer(viewer: Viewer, serverId: string): Promise<void> {
  authorise(viewer, 'server.remove');
  await db().$transaction(async (tx) => {
    const { id, name } = await requireServer(tx, viewer, serverId);
    await tx.server.delete({ where: { id, organisationId: viewer.organisationId } });
    await recordChange(tx, viewer, { verb: 'server.remove', subjectId: id, detail: { name } });
  });
}
