'use server';

import { redirect } from 'next/navigation';
import type { FormState } from '@/lib/core/form-state';
import { signUp } from '@/lib/domain/accounts/sign-up';
import { signOut } from '@/lib/domain/sessions/end-session';
import { currentActor } from '@/lib/edges/auth/actor';
import { clientAddress } from '@/lib/edges/auth/client-address';
import { rememberDevice } from '@/lib/edges/auth/devices';
import { nextPath } from '@/lib/edges/auth/next-path';
import { forgetSession } from '@/lib/edges/auth/session-cookie';
import { signInAsNew, signInWith } from '@/lib/edges/auth/sign-in';
import { formAction, textOf } from '@/lib/edges/forms/form-action';

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  return formAction({ email }, async () => {
    const { userId } = await signInWith('password', { email, password: textOf(form, 'password') });
    await rememberDevice(userId);
    redirect(nextPath(textOf(form, 'next')));
  });
}

export async function signUpAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  const organisationName = textOf(form, 'organisationName');
  return formAction({ email, organisationName }, async () => {
    const from = { address: await clientAddress(), invitation: textOf(form, 'invitation') || undefined };
    const input = { email, password: textOf(form, 'password'), organisationName: organisationName || undefined };
    const { userId } = await signUp(input, from);
    await signInAsNew(userId);
    await rememberDevice(userId);
    redirect(nextPath(textOf(form, 'next')));
  });
}

export async function signOutAction(): Promise<void> {
  const actor = await currentActor();
  if (actor) await signOut(actor);
  await forgetSession();
  redirect('/sign-in');
}
