'use server';

import { revalidatePath } from 'next/cache';
import type { FormState } from '@/lib/core/form-state';
import { endOtherSessions, endSession } from '@/lib/domain/sessions/end-session';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

export async function endSessionAction(_: FormState, form: FormData): Promise<FormState> {
  return actorAction({}, async (actor) => {
    await endSession(actor, textOf(form, 'sessionId'));
    revalidatePath('/account');
    return { ok: true, message: 'Session ended. That browser must sign in again.' };
  });
}

export async function endOtherSessionsAction(): Promise<FormState> {
  return actorAction({}, async (actor) => {
    const count = await endOtherSessions(actor);
    revalidatePath('/account');
    return { ok: true, message: count === 1 ? '1 other session ended.' : `${count} other sessions ended.` };
  });
}
