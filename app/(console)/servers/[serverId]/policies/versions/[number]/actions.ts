'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { textOf, viewerAction } from '@/lib/auth/form-action';
import type { FormState } from '@/lib/form-state';
import { republishVersion } from '@/lib/policies/republish-version';

type Version = { serverId: string; number: number };

export async function republishAction(version: Version, _: FormState, form: FormData): Promise<FormState> {
  return viewerAction({}, async (viewer) => {
    const expectedVersion = Number(textOf(form, 'expectedVersion'));
    await republishVersion(viewer, { ...version, expectedVersion });
    revalidatePath(`/servers/${version.serverId}`, 'layout');
    redirect(`/servers/${version.serverId}/policies`);
  });
}
