'use server';

import { redirect } from 'next/navigation';
import type { FormState } from '@/lib/core/form-state';
import { endSessions } from '@/lib/domain/accounts/end-sessions';
import { signIn } from '@/lib/domain/accounts/sign-in';
import { signUp } from '@/lib/domain/accounts/sign-up';
import { currentActor } from '@/lib/edges/auth/actor';
import { clientAddress } from '@/lib/edges/auth/client-address';
import { knownDevices, rememberDevice } from '@/lib/edges/auth/devices';
import { nextPath } from '@/lib/edges/auth/next-path';
import { endSession, startSession } from '@/lib/edges/auth/session';
import { formAction, textOf } from '@/lib/edges/forms/form-action';

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  return formAction({ email }, async () => {
    const from = { address: await clientAddress(), devices: await knownDevices() };
    const account = await signIn({ email, password: textOf(form, 'password') }, from);
    await startSession(account);
    await rememberDevice(account.userId);
    redirect(nextPath(textOf(form, 'next')));
  });
}

export async function signUpAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  const organisationName = textOf(form, 'organisationName');
  return formAction({ email, organisationName }, async () => {
    const from = { address: await clientAddress(), invitation: textOf(form, 'invitation') || undefined };
    const input = { email, password: textOf(form, 'password'), organisationName: organisationName || undefined };
    const account = await signUp(input, from);
    await startSession(account);
    await rememberDevice(account.userId);
    redirect(nextPath(textOf(form, 'next')));
  });
}

export async function signOutAction(): Promise<void> {
  const actor = await currentActor();
  if (actor) await endSessions(actor.userId);
  await endSession();
  redirect('/sign-in');
}
