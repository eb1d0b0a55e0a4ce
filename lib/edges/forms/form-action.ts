import { randomUUID } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import { AppError } from '@/lib/base/errors';
import { log } from '@/lib/base/log';
import type { FormState } from '@/lib/core/form-state';
import type { SignedIn } from '@/lib/domain/sessions/find-session';
import { signedInActor } from '@/lib/edges/auth/actor';

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

/** An error as form state; an unknown one is logged under a reference and shows a fixed sentence. */
function toFormState(error: unknown): FormState {
  if (error instanceof AppError) return { ok: false, message: error.message, fieldErrors: error.fieldErrors };
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, 'a form failed');
  return { ok: false, message: `Something failed on our side. Nothing was changed. Reference: ${reference}.` };
}
