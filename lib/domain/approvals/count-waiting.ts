import { db } from '@/lib/base/database/client';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';

export function countWaiting(viewer: Viewer, now = new Date()): Promise<number> {
  authorise(viewer, 'read');
  return db().approval.count({
    where: { organisationId: viewer.organisationId, state: 'pending', expiresAt: { gt: now } },
  });
}
