'use server';

import { revalidatePath } from 'next/cache';
import type { PublishState } from '@/components/policy-builder/publish-state';
import { publishPolicy } from '@/lib/domain/policies/publish-policy';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

export async function publishAction(serverId: string, _: PublishState, form: FormData): Promise<PublishState> {
  return actorAction({}, async (actor) => {
    const { number } = await publishPolicy(actor, {
      serverId,
      // A form sends line ends as CR LF; what is stored is what was written.
      document: textOf(form, 'document').replaceAll('\r\n', '\n'),
      expectedVersion: Number(textOf(form, 'expectedVersion')),
    });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, version: number, message: `Version ${number} is live.` };
  });
}
