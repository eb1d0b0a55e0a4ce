import { headers } from 'next/headers';
import type { AuthOptions } from 'next-auth';
import { env } from '@/lib/base/env';
import { SESSION_SECONDS } from '@/lib/domain/sessions/schema';
import { startSession } from '@/lib/domain/sessions/start-session';
import { providers } from './providers';
import { readSession, secureCookie } from './session-cookie';

const callbacks = {
  // Passwords alone lead to a user of ours: an identity that another provider vouches for opens nothing yet.
  signIn: ({ account }) => account?.type === 'credentials',
  /** The JWT of a sign-in carries the token of a new session, and nothing else. */
  async jwt({ token, user }) {
    // next-auth gives a user at a sign-in alone, whatever its type says.
    if (!user) return token;
    const userAgent = (await headers()).get('user-agent');
    return { session: await startSession({ userId: user.id, userAgent, replaces: await readSession() }) };
  },
} satisfies AuthOptions['callbacks'];

/** next-auth's options, by which its own handler signs in as lib/edges/auth/sign-in.ts does. */
export function authOptions() {
  return {
    secret: env().AUTH_SECRET,
    // next-auth starts no session in a table by a password, so its JWT names a row of ours.
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    cookies: { sessionToken: secureCookie('session') },
    providers,
    callbacks,
  } satisfies AuthOptions;
}
