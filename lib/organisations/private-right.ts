import type { PrivateRight } from '@/lib/address-guard';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import type { Viewer } from './viewer';

/** Who allows the viewer's organisation to reach private addresses; they are reached only where both do. */
export async function privateRight({ organisationId }: Viewer): Promise<PrivateRight> {
  const installation = env().ALLOW_PRIVATE_UPSTREAMS;
  const own = await db().organisation.findUnique({
    where: { id: organisationId },
    select: { mayReachPrivate: true },
  });
  return { installation, organisation: own?.mayReachPrivate ?? false };
}
