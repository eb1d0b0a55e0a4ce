import { db } from '@/lib/base/database/client';
import { env } from '@/lib/base/env';
import type { PrivateRight } from '@/lib/base/network/address-guard';
import type { Actor } from '@/lib/domain/actors/actor';

/** Who allows the actor's organisation to reach private addresses; they are reached only where both do. */
export async function privateRight({ organisationId }: Actor): Promise<PrivateRight> {
  const installation = env().ALLOW_PRIVATE_UPSTREAMS;
  const own = await db().organisation.findUnique({
    where: { id: organisationId },
    select: { mayReachPrivate: true },
  });
  return { installation, organisation: own?.mayReachPrivate ?? false };
}
