import { cookies } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import { env } from '@/lib/base/env';
import { log } from '@/lib/base/log';
import { SESSION_SECONDS } from '@/lib/domain/sessions/schema';

/** Sent over TLS only where the console is; the prefix keeps other hosts of the domain from setting it. */
export function secureCookie(purpose: 'session' | 'devices') {
  const secure = new URL(env().PUBLIC_URL).protocol === 'https:';
  return {
    name: `${secure ? '__Host-' : ''}policylayer-${purpose}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  };
}

/** The token that the cookie carries, unjudged; undefined without a cookie that we sealed and that is still in time. */
export async function readSession(): Promise<unknown> {
  const sealed = (await cookies()).get(secureCookie('session').name)?.value;
  if (!sealed) return undefined;
  try {
    return (await decode({ token: sealed, secret: env().AUTH_SECRET }))?.session;
  } catch (err) {
    log.debug({ err }, 'a session cookie could not be read');
    return undefined;
  }
}

export async function hasSessionCookie(): Promise<boolean> {
  return (await cookies()).has(secureCookie('session').name);
}

/** Sets the cookie of a session, sealed as next-auth seals it. */
export async function setSession(jwt: Record<string, unknown>): Promise<void> {
  const { name, options } = secureCookie('session');
  const value = await encode({ token: jwt, secret: env().AUTH_SECRET, maxAge: SESSION_SECONDS });
  (await cookies()).set(name, value, { ...options, maxAge: SESSION_SECONDS });
}

/** Takes the cookie away; what ends the session is `signOut` of lib/domain/sessions. */
export async function forgetSession(): Promise<void> {
  const { name, options } = secureCookie('session');
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}
