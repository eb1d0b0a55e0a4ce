import { db } from '@/lib/base/database/client';
import { type Actor, authorise } from '@/lib/domain/actors/actor';

export function countWaiting(actor: Actor, now = new Date()): Promise<number> {
  authorise(actor, 'read');
  return db().approval.count({
    where: { organisationId: actor.organisationId, state: 'pending', expiresAt: { gt: now } },
  });
}
