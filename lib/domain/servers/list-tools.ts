import { db } from '@/lib/base/database/client';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { requireServer } from './require-server';

/** The tools of one server by name, those that are gone included. */
export async function listTools(viewer: Viewer, serverId: string) {
  authorise(viewer, 'read');
  const { id } = await requireServer(db(), viewer, serverId);
  return db().tool.findMany({
    where: { serverId: id, organisationId: viewer.organisationId },
    // Two whole definitions of each tool would be much for a list.
    omit: { organisationId: true, offeredDefinition: true, pinnedDefinition: true },
    orderBy: { name: 'asc' },
  });
}
