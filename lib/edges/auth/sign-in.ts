import { headers } from 'next/headers';
import type { Account, User } from 'next-auth';
import { AppError } from '@/lib/base/errors';
import { authOptions } from './options';
import { setSession } from './session-cookie';

/**
 * Signs in with what a form carries, through one of next-auth's providers, and starts a session; returns whose. A server
 * action runs the provider as next-auth's own callback route would, so that the form works without JavaScript and no
 * further endpoint is open.
 */
export async function signInWith(providerId: string, credentials: Record<string, string>): Promise<{ userId: string }> {
  const provider = authOptions().providers.find(({ id }) => id === providerId);
  if (provider?.type !== 'credentials') throw new Error(`No provider called ${providerId} takes a form.`);
  const request = { method: 'POST', query: {}, body: credentials, headers: Object.fromEntries(await headers()) };
  const user = await provider.authorize(credentials, request);
  if (!user) throw refused();
  await start(user, provider.id);
  return { userId: user.id };
}

/** Starts a session for someone who has just made an account, as signing in with its password would. */
export function signInAsNew(userId: string): Promise<void> {
  return start({ id: userId }, 'password');
}

async function start(user: User, provider: string): Promise<void> {
  const { callbacks } = authOptions();
  const account: Account = { type: 'credentials', provider, providerAccountId: user.id };
  if (!callbacks.signIn({ user, account })) throw refused();
  await setSession(await callbacks.jwt({ token: {}, user, account, trigger: 'signIn' }));
}

function refused(): AppError {
  return new AppError('unauthenticated', 'You could not be signed in.');
}
