import { db } from '@/lib/db';
import { authorise, type Viewer } from '@/lib/organisations/viewer';
import { requireServer } from '@/lib/servers/require-server';

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
  const authors = await db().user.findMany({
    where: { id: { in: versions.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, email: true },
  });
  const emails = new Map(authors.map(({ id, email }) => [id, email]));
  return versions.map(({ createdById, ...version }) => ({
    ...version,
    author: createdById ? (emails.get(createdById) ?? 'A former member') : 'Command line',
  }));
}
