'use server';

import { redirect } from 'next/navigation';
import { countAttempt } from '@/lib/accounts/attempts';
import { createAccount } from '@/lib/accounts/create-account';
import { endSessions } from '@/lib/accounts/end-sessions';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { clientAddress } from '@/lib/auth/client-address';
import { formAction, textOf } from '@/lib/auth/form-action';
import { nextPath } from '@/lib/auth/next-path';
import { endSession, startSession } from '@/lib/auth/session';
import { currentViewer } from '@/lib/auth/viewer';
import type { FormState } from '@/lib/form-state';

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  return formAction({ email }, async () => {
    await countAttempt({ kind: 'sign-in', address: await clientAddress(), email });
    await startSession(await verifyPassword({ email, password: textOf(form, 'password') }));
    redirect(nextPath(textOf(form, 'next')));
  });
}

export async function signUpAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  const organisationName = textOf(form, 'organisationName');
  return formAction({ email, organisationName }, async () => {
    await countAttempt({ kind: 'sign-up', address: await clientAddress(), email });
    const password = textOf(form, 'password');
    await startSession(await createAccount({ email, password, organisationName: organisationName || undefined }));
    redirect(nextPath(textOf(form, 'next')));
  });
}

export async function signOutAction(): Promise<void> {
  const viewer = await currentViewer();
  if (viewer) await endSessions(viewer.userId);
  await endSession();
  redirect('/sign-in');
}
