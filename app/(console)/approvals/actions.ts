'use server';

import { revalidatePath } from 'next/cache';
import type { FormState } from '@/lib/core/form-state';
import { decideApproval } from '@/lib/domain/approvals/decide-approval';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

export async function decideAction(_: FormState, form: FormData): Promise<FormState> {
  const reason = textOf(form, 'reason');
  return actorAction({ reason }, async (actor) => {
    // Whatever is not plainly an approval rejects.
    await decideApproval(actor, { id: textOf(form, 'id'), approve: textOf(form, 'decision') === 'approve', reason });
    revalidatePath('/approvals', 'layout');
    return { ok: true };
  });
}
