import { db } from '@/lib/base/database/client';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { requireServer } from '@/lib/domain/servers/require-server';
import { authorsOf } from './authors';

const SHOWN_MAX = 100;

/** The versions of a server's policy, newest first, without their documents. */
export async function listVersions(
  viewer: Viewer,
  { serverId, name = 'default' }: { serverId: string; name?: string },
) {
  authorise(viewer, 'read');
  const { id } = await requireServer(db(), viewer, serverId);
  const versions = await db().policyVersion.findMany({
    where: { organisationId: viewer.organisationId, policy: { serverId: id, name } },
    select: { id: true, number: true, createdAt: true, createdById: true },
    orderBy: { number: 'desc' },
    take: SHOWN_MAX,
  });
  const author = await authorsOf(versions.map(({ createdById }) => createdById));
  return versions.map(({ createdById, ...version }) => ({ ...version, author: author(createdById) }));
}
