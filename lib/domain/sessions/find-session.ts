import { db } from '@/lib/base/database/client';
import type { Person } from '@/lib/domain/actors/actor';
import { hashOf, isEqual } from './session-token';

const SEEN_MS = 5 * 60_000;

/** A person with the session in which they act; it names their organisation. */
export type SignedIn = Person & { sessionId: string; email: string; organisationName: string };

/**
 * Who acts in the session of this token, with the role that they have now; null where the session was ended, has expired or
 * never was, and where the membership, the user or the organisation is gone. One indexed look-up, by the hash of 256 random
 * bits. Writes when the session was last seen, at most once in five minutes.
 */
export async function findSession(token: unknown, now = new Date()): Promise<SignedIn | null> {
  const tokenHash = hashOf(token);
  if (!tokenHash) return null;
  const session = await db().session.findUnique({
    where: { tokenHash },
    include: { member: { include: { user: { select: { email: true } }, organisation: { select: { name: true } } } } },
  });
  if (!session || !isEqual(session.tokenHash, tokenHash) || session.expiresAt <= now) return null;
  const { id: sessionId, userId, organisationId, lastSeenAt, member } = session;
  // An update alone, so that a session that was ended meanwhile does not come back.
  if (now.getTime() - lastSeenAt.getTime() > SEEN_MS)
    await db().session.updateMany({ where: { id: sessionId, userId, lastSeenAt }, data: { lastSeenAt: now } });
  return {
    kind: 'person',
    userId,
    organisationId,
    role: member.role,
    sessionId,
    email: member.user.email,
    organisationName: member.organisation.name,
  };
}
