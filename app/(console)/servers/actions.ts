'use server';

import { redirect } from 'next/navigation';
import type { FormState } from '@/lib/core/form-state';
import { registerServer } from '@/lib/domain/servers/register-server';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

export async function registerServerAction(_: FormState, form: FormData): Promise<FormState> {
  const name = textOf(form, 'name');
  const url = textOf(form, 'url');
  const header = textOf(form, 'header').trim();
  const secret = textOf(form, 'secret').trim();
  const catalogueSlug = textOf(form, 'from') || undefined;
  return actorAction({ name, url, header }, async (actor) => {
    const headers = header === '' && secret === '' ? undefined : { [header]: secret };
    const { id } = await registerServer(actor, { name, url, catalogueSlug, headers });
    const tool = textOf(form, 'tool');
    redirect(`/servers/${id}/policies${tool && `?${new URLSearchParams({ tool })}`}`);
  });
}
