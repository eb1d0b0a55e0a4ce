import { db } from '@/lib/db';
import { authorise, type Viewer } from '@/lib/organisations/viewer';

export function countWaiting(viewer: Viewer, now = new Date()): Promise<number> {
  authorise(viewer, 'read');
  return db().approval.count({
    where: { organisationId: viewer.organisationId, state: 'pending', expiresAt: { gt: now } },
  });
}
