import { db } from '@/lib/base/database/client';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { requireServer } from '@/lib/domain/servers/require-server';
import { authorFields, withAuthors } from './authors';

const SHOWN_MAX = 100;

/** The versions of a server's policy, newest first, without their documents. */
export async function listVersions(actor: Actor, { serverId, name = 'default' }: { serverId: string; name?: string }) {
  authorise(actor, 'read');
  const { id } = await requireServer(db(), actor, serverId);
  const versions = await db().policyVersion.findMany({
    where: { organisationId: actor.organisationId, policy: { serverId: id, name } },
    select: { id: true, number: true, createdAt: true, ...authorFields },
    orderBy: { number: 'desc' },
    take: SHOWN_MAX,
  });
  return withAuthors(versions);
}
