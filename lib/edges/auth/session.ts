import { cookies } from 'next/headers';
import { getServerSession } from 'next-auth';
import { encode } from 'next-auth/jwt';
import { env } from '@/lib/base/env';
import type { Account } from '@/lib/domain/accounts/verify-password';
import { authOptions, SESSION_SECONDS, sessionCookie } from './options';

export async function startSession({ userId, sessionVersion }: Account): Promise<void> {
  const token = await encode({
    token: { sub: userId, sessionVersion },
    secret: env().AUTH_SECRET,
    maxAge: SESSION_SECONDS,
  });
  const { name, options } = sessionCookie();
  (await cookies()).set(name, token, { ...options, maxAge: SESSION_SECONDS });
}

export async function endSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}

/** What the cookie claims, unjudged; null without one that this process sealed and that is still in time. */
export async function readSession(): Promise<unknown> {
  return getServerSession(authOptions());
}

export async function hasSessionCookie(): Promise<boolean> {
  return (await cookies()).has(sessionCookie().name);
}
