import { redirect } from 'next/navigation';
import { cache } from 'react';
import { AppError } from '@/lib/base/errors';
import { findViewer, type SignedIn } from '@/lib/domain/organisations/find-viewer';
import { hasSessionCookie, readSession } from './session';

/** Who is signed in, looked up once for each request; null when nobody is, or no longer. */
export const currentViewer = cache(async (): Promise<SignedIn | null> => findViewer(await readSession()));

/** The door of every page of the console: whoever is not signed in goes to sign in and comes back to `path`. */
export async function requireViewer(path: string): Promise<SignedIn> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const query = new URLSearchParams({ next: path });
  if (await hasSessionCookie()) query.set('ended', '1');
  redirect(`/sign-in?${query}`);
}

/** The door of forms and route handlers: throws instead of leaving the page, so that what was typed is kept. */
export async function signedInViewer(): Promise<SignedIn> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  throw new AppError(
    'unauthenticated',
    'Your session has ended. Nothing was changed and what you typed is still here: sign in again in another tab, then repeat.',
  );
}
