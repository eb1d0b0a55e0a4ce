'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { FormState } from '@/lib/core/form-state';
import { republishVersion } from '@/lib/domain/policies/republish-version';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

type Version = { serverId: string; number: number };

export async function republishAction(version: Version, _: FormState, form: FormData): Promise<FormState> {
  return actorAction({}, async (actor) => {
    const expectedVersion = Number(textOf(form, 'expectedVersion'));
    await republishVersion(actor, { ...version, expectedVersion });
    revalidatePath(`/servers/${version.serverId}`, 'layout');
    redirect(`/servers/${version.serverId}/policies`);
  });
}
