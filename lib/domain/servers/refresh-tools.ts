import { db } from '@/lib/base/database/client';
import { openAddress } from '@/lib/base/secrets/server-address';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { recordChange } from '@/lib/domain/change-log/record';
import { countReading } from './count-reading';
import { reachServer } from './reach';
import { requireServer } from './require-server';
import { type Refreshed, storeReading } from './store-reading';
import { upstreamHeaders } from './upstream-headers';

/** Reads the server again as it is registered, and stores what differs. */
export async function refreshTools(viewer: Viewer, serverId: string): Promise<Refreshed> {
  authorise(viewer, 'server.refresh');
  const server = await requireServer(db(), viewer, serverId);
  await countReading(viewer);
  const reading = await reachServer(viewer, openAddress(server), upstreamHeaders(server));
  return db().$transaction(async (tx) => {
    const refreshed = await storeReading(tx, server, reading);
    await recordChange(tx, viewer, { verb: 'server.refresh', subjectId: server.id, detail: refreshed });
    return refreshed;
  });
}
