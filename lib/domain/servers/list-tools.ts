import { db } from '@/lib/base/database/client';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { requireServer } from './require-server';

/** The tools of one server by name, those that are gone included. */
export async function listTools(actor: Actor, serverId: string) {
  authorise(actor, 'read');
  const { id } = await requireServer(db(), actor, serverId);
  return db().tool.findMany({
    where: { serverId: id, organisationId: actor.organisationId },
    // Two whole definitions of each tool would be much for a list.
    omit: { organisationId: true, offeredDefinition: true, pinnedDefinition: true },
    orderBy: { name: 'asc' },
  });
}
