// Sessions: the only room that knows next-auth. A session is a sealed cookie that names a user and their session version;
// what they may see is looked up on every request, so it ends with the user, the membership or the version.
import type { AuthOptions } from 'next-auth';
import { env } from '@/lib/base/env';
import { log } from '@/lib/base/log';

export const SESSION_SECONDS = 12 * 60 * 60;

export function sessionCookie() {
  return secureCookie('session');
}

/** Sent over TLS only where the console is; the prefix keeps other hosts of the domain from setting it. */
export function secureCookie(purpose: 'session' | 'devices') {
  const secure = new URL(env().PUBLIC_URL).protocol === 'https:';
  return {
    name: `${secure ? '__Host-' : ''}policylayer-${purpose}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  };
}

export function authOptions(): AuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    cookies: { sessionToken: sessionCookie() },
    // Signing in is a server action (lib/edges/auth/session.ts): it works without JavaScript and is the only door.
    providers: [],
    callbacks: {
      session: ({ session, token }) => ({ ...session, userId: token.sub, sessionVersion: token.sessionVersion }),
    },
    logger: {
      error: (code) => log.debug({ code }, 'a session could not be read'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
