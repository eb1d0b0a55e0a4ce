import { db } from '@/lib/base/database/client';
import { openAddress } from '@/lib/base/secrets/server-address';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { countReading } from './count-reading';
import { reachServer } from './reach';
import { requireServer } from './require-server';
import { type Refreshed, storeReading } from './store-reading';
import { upstreamHeaders } from './upstream-headers';

/** Reads the server again as it is registered, and stores what differs. */
export async function refreshTools(actor: Actor, serverId: string): Promise<Refreshed> {
  authorise(actor, 'server.refresh');
  const server = await requireServer(db(), actor, serverId);
  await countReading(actor);
  const reading = await reachServer(actor, openAddress(server), upstreamHeaders(server));
  return db().$transaction(async (tx) => {
    const refreshed = await storeReading(tx, server, reading);
    await recordChange(tx, actor, { verb: 'server.refresh', subjectId: server.id, detail: refreshed });
    return refreshed;
  });
}
