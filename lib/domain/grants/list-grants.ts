import { db } from '@/lib/base/database/client';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { requireServer } from '@/lib/domain/servers/require-server';
import type { ShownGrant } from './schema';

/** The grants of one server, newest first, revoked ones included; never a token or its hash. */
export async function listGrants(viewer: Viewer, serverId: string): Promise<ShownGrant[]> {
  authorise(viewer, 'read');
  const { id } = await requireServer(db(), viewer, serverId);
  const grants = await db().grant.findMany({
    where: { serverId: id, organisationId: viewer.organisationId },
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
