import { db } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import { requireId } from '@/lib/base/input/require-id';
import { authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import type { SignedIn } from './find-session';

/** Ends one of the actor's own sessions: its next request is refused. Somebody else's answers like an unknown one. */
export async function endSession(actor: SignedIn, sessionId: string): Promise<void> {
  authorise(actor, 'session.end');
  const own = { id: requireId(sessionId, 'session'), userId: actor.userId };
  await db().$transaction(async (tx) => {
    const session = await tx.session.findFirst({ where: own, select: { device: true } });
    const { count } = await tx.session.deleteMany({ where: own });
    if (!session || count === 0) throw notFound('session');
    await recordChange(tx, actor, { verb: 'session.end', subjectId: own.id, detail: { device: session.device } });
  });
}

/** Ends every session of the actor but this one, and returns how many those were. */
export async function endOtherSessions(actor: SignedIn): Promise<number> {
  authorise(actor, 'session.end');
  const { userId, sessionId } = actor;
  return db().$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId, id: { not: sessionId } } });
    if (count > 0)
      await recordChange(tx, actor, { verb: 'session.end_others', subjectId: userId, detail: { sessions: count } });
    return count;
  });
}

/** Signs out: ends the session itself, so that a copy of its cookie opens nothing either. */
export async function signOut({ sessionId, userId }: SignedIn): Promise<void> {
  await db().session.deleteMany({ where: { id: sessionId, userId } });
}
