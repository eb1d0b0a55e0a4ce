import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { db, type Transaction } from '@/lib/base/database/client';
import { env } from '@/lib/base/env';
import { AppError } from '@/lib/base/errors';
import { hasOwner } from './sign-up-door';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Invitations that wait at once. */
const WAITING_MAX = 1_000;
/** 32 random bytes. */
const Token = /^[\w-]{43}$/;

/**
 * A link by which one person can make one account within `days`. Only the hash of its token is stored. Throws where no
 * invitation would be honoured.
 */
export async function invite(days: number): Promise<{ link: string; expiresAt: Date }> {
  if (env().SIGN_UP === 'closed' && (await hasOwner())) {
    throw new AppError(
      'conflict',
      'Sign-up is closed (SIGN_UP=closed), so an invitation would not be honoured. Set SIGN_UP=invited and restart first.',
    );
  }
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  await db().$transaction(async (tx) => {
    // Those that are used or have expired are removed by the worker.
    if ((await tx.invitation.count({ where: { usedAt: null, expiresAt: { gt: new Date() } } })) >= WAITING_MAX) {
      throw new AppError('conflict', `${WAITING_MAX} invitations wait already; they expire by themselves.`);
    }
    await tx.invitation.create({ data: { tokenHash: hashOf(token), expiresAt } });
  });
  const link = new URL('/sign-up', env().PUBLIC_URL);
  link.searchParams.set('invitation', token);
  return { link: link.href, expiresAt };
}

/** Whether an invitation would be honoured now. */
export async function isInvitation(token: string | undefined): Promise<boolean> {
  if (token === undefined || !Token.test(token)) return false;
  const tokenHash = hashOf(token);
  const found = await db().invitation.findUnique({ where: { tokenHash } });
  return found !== null && isEqual(found.tokenHash, tokenHash) && found.usedAt === null && found.expiresAt > new Date();
}

/** Uses an invitation up, in the transaction of the account that is made with it: true for exactly one of any number. */
export async function takeInvitation(tx: Transaction, token: string): Promise<boolean> {
  if (!Token.test(token)) return false;
  const { count } = await tx.invitation.updateMany({
    where: { tokenHash: hashOf(token), usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  });
  return count === 1;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
