import { db, type Transaction } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { deviceName } from './device-name';
import { SESSION_SECONDS, SESSIONS_MAX } from './schema';
import { hashOf, newToken } from './session-token';

/** Expired rows that one sign-in removes. */
const REMOVED_MAX = 1_000;

type NewSession = {
  userId: string;
  userAgent: string | null;
  /** The token that this browser had until now; its session ends. */
  replaces: unknown;
};

/**
 * Starts a session for someone who has just proven who they are, and returns its token: always a new one, so that nobody
 * can choose it beforehand. The session is for the organisation that they have been in longest. Throws where they are in
 * none.
 */
export async function startSession({ userId, userAgent, replaces }: NewSession, now = new Date()): Promise<string> {
  const token = newToken();
  await removeExpired(now);
  await db().$transaction(async (tx) => {
    const organisationId = await lockMembership(tx, userId);
    const former = hashOf(replaces);
    if (former) await tx.session.deleteMany({ where: { tokenHash: former } });
    await makeRoom(tx, userId);
    await tx.session.create({
      data: {
        userId,
        organisationId,
        tokenHash: hashOf(token) ?? '',
        device: deviceName(userAgent),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1_000),
      },
    });
  });
  return token;
}

/** Locked until the session is stored: of many sign-ins at once each counts the sessions of the one before. */
async function lockMembership(tx: Transaction, userId: string): Promise<string> {
  const [member] = await tx.$queryRaw<{ organisationId: string }[]>`
    SELECT "organisationId" FROM "Member" WHERE "userId" = ${userId}::uuid
    ORDER BY "createdAt", "organisationId" LIMIT 1 FOR NO KEY UPDATE`;
  if (member) return member.organisationId;
  throw new AppError('forbidden', 'Your account is in no organisation any more. You were not signed in.');
}

async function makeRoom(tx: Transaction, userId: string): Promise<void> {
  const beyond = await tx.session.findMany({
    where: { userId },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    skip: SESSIONS_MAX - 1,
    select: { id: true },
  });
  await tx.session.deleteMany({ where: { userId, id: { in: beyond.map(({ id }) => id) } } });
}

/** Of anybody, a bounded number at once; rows that another sign-in is removing are left to it. */
async function removeExpired(now: Date): Promise<void> {
  await db().$executeRaw`
    DELETE FROM "Session" WHERE "id" IN (
      SELECT "id" FROM "Session" WHERE "expiresAt" <= ${now} LIMIT ${REMOVED_MAX} FOR UPDATE SKIP LOCKED
    )`;
}
