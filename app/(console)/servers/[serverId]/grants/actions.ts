'use server';

import { revalidatePath } from 'next/cache';
import type { MintState } from '@/components/grants/mint-state';
import type { FormState } from '@/lib/core/form-state';
import { mintGrant } from '@/lib/domain/grants/mint-grant';
import { revokeGrant } from '@/lib/domain/grants/revoke-grant';
import { actorAction, textOf } from '@/lib/edges/forms/form-action';

const DAY_MS = 86_400_000;

export async function mintGrantAction(serverId: string, _: MintState, form: FormData): Promise<MintState> {
  const label = textOf(form, 'label');
  const days = Number(textOf(form, 'days'));
  return actorAction<MintState>({ label }, async (actor) => {
    const { grant, token } = await mintGrant(actor, {
      serverId,
      label,
      policyId: textOf(form, 'policyId'),
      expiresAt: days === 0 ? undefined : new Date(Date.now() + days * DAY_MS),
    });
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, minted: { id: grant.id, label: grant.label, token } };
  });
}

export async function revokeGrantAction(serverId: string, _: FormState, form: FormData): Promise<FormState> {
  return actorAction({}, async (actor) => {
    await revokeGrant(actor, textOf(form, 'grantId'));
    revalidatePath(`/servers/${serverId}`, 'layout');
    return { ok: true, message: 'Revoked. Its next call is refused.' };
  });
}
