import { db } from '@/lib/base/database/client';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { requireServer } from '@/lib/domain/servers/require-server';
import type { ShownGrant } from './schema';

/** The grants of one server, newest first, revoked ones included; never a token or its hash. */
export async function listGrants(actor: Actor, serverId: string): Promise<ShownGrant[]> {
  authorise(actor, 'read');
  const { id } = await requireServer(db(), actor, serverId);
  const grants = await db().grant.findMany({
    where: { serverId: id, organisationId: actor.organisationId },
    select: {
      id: true,
      label: true,
      tokenHint: true,
      expiresAt: true,
      revokedAt: true,
      lastUsedAt: true,
      createdAt: true,
      policy: { select: { name: true } },
    },
    orderBy: { id: 'desc' },
  });
  return grants.map(({ policy, expiresAt, revokedAt, lastUsedAt, createdAt, ...grant }) => ({
    ...grant,
    policyName: policy?.name ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }));
}
