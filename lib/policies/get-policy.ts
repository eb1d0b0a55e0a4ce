import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { authorise, type Viewer } from '@/lib/organisations/viewer';
import { requireServer } from '@/lib/servers/require-server';

type Wanted = { serverId: string; name?: string; number?: number };

/** A version of a server's policy, the latest unless `number` says which; throws where there is none. */
export async function getPolicy(viewer: Viewer, wanted: Wanted) {
  const version = await findPolicy(viewer, wanted);
  if (!version) throw notFound('version');
  return version;
}

/** As `getPolicy`, but null where nothing is published yet. */
export async function findPolicy(viewer: Viewer, { serverId, name = 'default', number }: Wanted) {
  authorise(viewer, 'read');
  const { id } = await requireServer(db(), viewer, serverId);
  return db().policyVersion.findFirst({
    where: { organisationId: viewer.organisationId, policy: { serverId: id, name }, ...(number && { number }) },
    select: { id: true, policyId: true, number: true, document: true, createdAt: true },
    orderBy: { number: 'desc' },
  });
}
