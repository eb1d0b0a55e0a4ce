import { redirect } from 'next/navigation';
import { cache } from 'react';
import { AppError } from '@/lib/base/errors';
import { findSession, type SignedIn } from '@/lib/domain/sessions/find-session';
import { hasSessionCookie, readSession } from './session-cookie';

/** The signed-in person, looked up once for each request; null: none, or the session ended. */
export const currentActor = cache(async (): Promise<SignedIn | null> => findSession(await readSession()));

/** For pages of the console: redirects to sign-in, and back to `path` afterwards. */
export async function requireActor(path: string): Promise<SignedIn> {
  const actor = await currentActor();
  if (actor) return actor;
  const query = new URLSearchParams({ next: path });
  if (await hasSessionCookie()) query.set('ended', '1');
  redirect(`/sign-in?${query}`);
}

/** For forms and route handlers: throws instead of redirecting, so that input is kept. */
export async function signedInActor(): Promise<SignedIn> {
  const actor = await currentActor();
  if (actor) return actor;
  throw new AppError(
    'unauthenticated',
    'Your session has ended. Nothing was changed and what you typed is still here: sign in again in another tab, then repeat.',
  );
}
