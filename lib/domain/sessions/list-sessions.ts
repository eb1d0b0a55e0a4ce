import { db } from '@/lib/base/database/client';
import { authorise } from '@/lib/domain/actors/actor';
import type { SignedIn } from './find-session';
import type { ShownSession } from './schema';

/** The actor's own sessions, this one first, then the one used last; never a token or its hash. */
export async function listSessions(actor: SignedIn, now = new Date()): Promise<ShownSession[]> {
  authorise(actor, 'read');
  // A person's sessions are theirs, whichever organisation they are for: who ends all of them means all.
  const sessions = await db().session.findMany({
    where: { userId: actor.userId, expiresAt: { gt: now } },
    select: { id: true, device: true, createdAt: true, lastSeenAt: true },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
  });
  const shown = sessions.map(({ id, device, createdAt, lastSeenAt }) => ({
    id,
    device,
    isCurrent: id === actor.sessionId,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
  return shown.sort((one, other) => Number(other.isCurrent) - Number(one.isCurrent));
}
