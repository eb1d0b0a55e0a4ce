import { unstable_rethrow } from 'next/navigation';
import type { FormState } from '@/lib/core/form-state';
import type { SignedIn } from '@/lib/domain/sessions/find-session';
import { signedInActor } from '@/lib/edges/auth/actor';
import { toFormState } from './to-form-state';

type Values = Record<string, string>;

/** Runs a form's work and turns what it throws into what the form shows, filled with `values`; redirects pass. */
export async function formAction<State extends FormState>(values: Values, work: () => Promise<State>) {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    return { ...toFormState(error), values };
  }
}

/** As `formAction`, for who is signed in. */
export function actorAction<State extends FormState>(values: Values, work: (actor: SignedIn) => Promise<State>) {
  return formAction(values, async () => work(await signedInActor()));
}

/** A text field of a form, trimmed by nobody; a missing field and a file are empty. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
