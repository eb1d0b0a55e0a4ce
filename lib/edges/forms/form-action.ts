import { unstable_rethrow } from 'next/navigation';
import type { FormState } from '@/lib/core/form-state';
import type { SignedIn } from '@/lib/domain/sessions/find-session';
import { signedInActor } from '@/lib/edges/auth/actor';
import { toFormState } from './to-form-state';

type Values = Record<string, string>;

/** Runs a form's action and turns errors into form state with `values`; redirects pass. */
export async function formAction<State extends FormState>(values: Values, work: () => Promise<State>) {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    return { ...toFormState(error), values };
  }
}

/** `formAction` for a signed-in person. */
export function actorAction<State extends FormState>(values: Values, work: (actor: SignedIn) => Promise<State>) {
  return formAction(values, async () => work(await signedInActor()));
}

/** A text field, untrimmed; '' for a missing field or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
