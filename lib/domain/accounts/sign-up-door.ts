import { db } from '@/lib/base/database/client';
import { env } from '@/lib/base/env';

/**
 * Who can make an account now. `first`: nobody owns the installation yet and it is reached on this machine only, so
 * whoever comes first is its owner. `closed` with no owner yet is `invited`: somebody has to begin.
 */
export type SignUpDoor = 'open' | 'first' | 'invited' | 'closed';

export async function signUpDoor(): Promise<SignUpDoor> {
  const { SIGN_UP } = env();
  if (SIGN_UP === 'open' || (await hasOwner())) return SIGN_UP;
  return SIGN_UP === 'invited' && isOnLoopback() ? 'first' : 'invited';
}

/** Whether whoever comes along can make an account now. */
export async function canSignUp(): Promise<boolean> {
  const door = await signUpDoor();
  return door === 'open' || door === 'first';
}

/** What a page that is kept says of it; the browser asks what `canSignUp` says now. */
export function isSignUpOpen(): boolean {
  return env().SIGN_UP === 'open';
}

export async function hasOwner(): Promise<boolean> {
  return (await db().organisation.count({ where: { ownsInstallation: true } })) > 0;
}

/** Whether browsers reach the console on this machine only, as far as its settings say. */
export function isOnLoopback(): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(env().PUBLIC_URL).hostname);
}
