'use server';

import { revalidatePath } from 'next/cache';
import type { PublishState } from '@/components/policy-builder/publish-state';
import { textOf, viewerAction } from '@/lib/auth/form-action';
import { publishPolicy } from '@/lib/policies/publish-policy';

export async function publishAction(serverId: string, _: PublishState, form: FormData): Promise<PublishState> {
  return viewerAction({}, async (viewer) => {
    const { number } = await publishPolicy(viewer, {
      serverId,
      document: textOf(form, 'document'),
      expectedVersion: Number(textOf(form, 'expectedVersion')),
    });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, version: number, message: `Version ${number} is live.` };
  });
}
