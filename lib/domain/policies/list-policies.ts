import { db } from '@/lib/base/database/client';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { requireServer } from '@/lib/domain/servers/require-server';

/** The published policies of one server, those a grant can be attached to; each with its latest version's number. */
export async function listPolicies(actor: Actor, serverId: string) {
  authorise(actor, 'read');
  const { id } = await requireServer(db(), actor, serverId);
  const policies = await db().policy.findMany({
    where: { serverId: id, organisationId: actor.organisationId, versions: { some: {} } },
    select: { id: true, name: true, versions: { select: { number: true }, orderBy: { number: 'desc' }, take: 1 } },
    orderBy: { createdAt: 'asc' },
  });
  return policies.map(({ id, name, versions }) => ({ id, name, number: versions[0]?.number ?? 0 }));
}
