'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { summaryOf } from '@/app/(console)/servers/[serverId]/reading-summary';
import type { FormState } from '@/lib/core/form-state';
import { removeServer } from '@/lib/domain/servers/remove-server';
import { renameServer } from '@/lib/domain/servers/rename-server';
import { askables } from '@/lib/domain/servers/settings';
import { updateConnection } from '@/lib/domain/servers/update-connection';
import { updateSettings } from '@/lib/domain/servers/update-settings';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

export async function renameAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  const name = textOf(form, 'name');
  return actorAction({ name }, async (actor) => {
    await renameServer(actor, { serverId, name });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, message: 'Renamed.' };
  });
}

export async function connectAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  const url = textOf(form, 'url');
  const header = textOf(form, 'header').trim();
  const credentials = textOf(form, 'credentials');
  return actorAction({ url, header, credentials }, async (actor) => {
    const headers = headersOf(credentials, header, textOf(form, 'secret').trim());
    const refreshed = await updateConnection(actor, { serverId, url, headers });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, message: `Connected and stored. ${summaryOf(refreshed)}` };
  });
}

/** What is not plainly said keeps what is stored, which never goes to another origin. */
function headersOf(credentials: string, header: string, secret: string): Record<string, string> | undefined {
  if (credentials === 'replace') return { [header]: secret };
  return credentials === 'remove' ? {} : undefined;
}

export async function settingsAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  const numbers = {
    bodyMebibytes: textOf(form, 'bodyMebibytes'),
    firstByteSeconds: textOf(form, 'firstByteSeconds'),
    sessionsPerMinute: textOf(form, 'sessionsPerMinute'),
    sessionsOpenMax: textOf(form, 'sessionsOpenMax'),
  };
  const mayAsk = form.getAll('mayAsk').map(String);
  return actorAction({ ...numbers, mayAsk: mayAsk.join(' ') }, async (actor) => {
    await updateSettings(actor, { serverId, ...numbers, mayAsk: askables.filter((one) => mayAsk.includes(one)) });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, message: 'Saved. The gateway applies this within a second.' };
  });
}

export async function removeAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  return actorAction({}, async (actor) => {
    if (form.get('sure') !== 'yes') {
      return { ok: false, message: 'Nothing was removed. Tick the box to confirm.' };
    }
    await removeServer(actor, serverId);
    revalidatePath('/servers');
    redirect('/servers');
  });
}
