import { unstable_rethrow } from 'next/navigation';
import type { FormState } from '@/lib/form-state';
import type { SignedIn } from '@/lib/organisations/find-viewer';
import { toFormState } from '@/lib/to-form-state';
import { signedInViewer } from './viewer';

/** Runs a form's work and turns what it throws into what the form shows; redirects pass. */
export async function formAction<State extends FormState>(work: () => Promise<State>): Promise<State | FormState> {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    return toFormState(error);
  }
}

/** As `formAction`, for who is signed in. */
export function viewerAction<State extends FormState>(work: (viewer: SignedIn) => Promise<State>) {
  return formAction(async () => work(await signedInViewer()));
}
