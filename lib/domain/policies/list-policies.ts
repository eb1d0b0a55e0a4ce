import { db } from '@/lib/base/database/client';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { requireServer } from '@/lib/domain/servers/require-server';

/** The published policies of one server, those a grant can be attached to; each with its latest version's number. */
export async function listPolicies(viewer: Viewer, serverId: string) {
  authorise(viewer, 'read');
  const { id } = await requireServer(db(), viewer, serverId);
  const policies = await db().policy.findMany({
    where: { serverId: id, organisationId: viewer.organisationId, versions: { some: {} } },
    select: { id: true, name: true, versions: { select: { number: true }, orderBy: { number: 'desc' }, take: 1 } },
    orderBy: { createdAt: 'asc' },
  });
  return policies.map(({ id, name, versions }) => ({ id, name, number: versions[0]?.number ?? 0 }));
}
