import { redirect } from 'next/navigation';
import { cache } from 'react';
import { AppError } from '@/lib/base/errors';
import { findSession, type SignedIn } from '@/lib/domain/sessions/find-session';
import { hasSessionCookie, readSession } from './session-cookie';

/** Who is signed in, looked up once for each request; null when nobody is, or no longer. */
export const currentActor = cache(async (): Promise<SignedIn | null> => findSession(await readSession()));

/** The door of every page of the console: whoever is not signed in goes to sign in and comes back to `path`. */
export async function requireActor(path: string): Promise<SignedIn> {
  const actor = await currentActor();
  if (actor) return actor;
  const query = new URLSearchParams({ next: path });
  if (await hasSessionCookie()) query.set('ended', '1');
  redirect(`/sign-in?${query}`);
}

/** The door of forms and route handlers: throws instead of leaving the page, so that what was typed is kept. */
export async function signedInActor(): Promise<SignedIn> {
  const actor = await currentActor();
  if (actor) return actor;
  throw new AppError(
    'unauthenticated',
    'Your session has ended. Nothing was changed and what you typed is still here: sign in again in another tab, then repeat.',
  );
}
