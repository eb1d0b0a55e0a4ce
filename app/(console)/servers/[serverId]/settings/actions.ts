'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { textOf, viewerAction } from '@/lib/auth/form-action';
import type { FormState } from '@/lib/form-state';
import { type Refreshed, refreshTools } from '@/lib/servers/refresh-tools';
import { removeServer } from '@/lib/servers/remove-server';
import { renameServer } from '@/lib/servers/rename-server';
import { reviewTool } from '@/lib/servers/review-tool';

export async function renameAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  const name = textOf(form, 'name');
  return viewerAction({ name }, async (viewer) => {
    await renameServer(viewer, { serverId, name });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, message: 'Renamed.' };
  });
}

export async function refreshAction(serverId: string): Promise<FormState> {
  return viewerAction({}, async (viewer) => {
    const refreshed = await refreshTools(viewer, serverId);
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, message: summaryOf(refreshed) };
  });
}

export async function reviewAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  return viewerAction({}, async (viewer) => {
    await reviewTool(viewer, { serverId, tool: textOf(form, 'tool'), definitionHash: textOf(form, 'definitionHash') });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true };
  });
}

export async function removeAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  return viewerAction({}, async (viewer) => {
    if (form.get('sure') !== 'yes') {
      return { ok: false, message: 'Nothing was removed. Tick the box to say that you are sure.' };
    }
    await removeServer(viewer, serverId);
    revalidatePath('/servers');
    redirect('/servers');
  });
}

function summaryOf({ added, changed, gone }: Refreshed): string {
  if (added.length + changed.length + gone.length === 0) return 'Read again: nothing changed.';
  const parts = [
    added.length > 0 && `${added.length} new, denied until reviewed`,
    changed.length > 0 && `${changed.length} changed`,
    gone.length > 0 && `${gone.length} no longer offered`,
  ];
  return `Read again: ${parts.filter(Boolean).join('; ')}.`;
}
