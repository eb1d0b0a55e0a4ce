import { db } from '@/lib/base/database/client';

/** Ends the user's sessions everywhere: whoever copied a cookie must not outlive its owner's signing out. */
export async function endSessions(userId: string): Promise<void> {
  await db().user.updateMany({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
}
