'use server';

import { revalidatePath } from 'next/cache';
import { summaryOf } from '@/app/(console)/servers/[serverId]/reading-summary';
import type { FormState } from '@/lib/core/form-state';
import { refreshTools } from '@/lib/domain/servers/refresh-tools';
import { reviewTool } from '@/lib/domain/servers/review-tool';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

export async function refreshAction(serverId: string): Promise<FormState> {
  return actorAction({}, async (actor) => {
    const refreshed = await refreshTools(actor, serverId);
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, message: summaryOf(refreshed) };
  });
}

export async function reviewAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  return actorAction({}, async (actor) => {
    await reviewTool(actor, { serverId, tool: textOf(form, 'tool'), definitionHash: textOf(form, 'definitionHash') });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true };
  });
}
