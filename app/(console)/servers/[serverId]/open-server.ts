import { cache } from 'react';
import { orNotFound } from '@/app/(console)/or-not-found';
import { getServer } from '@/lib/domain/servers/get-server';
import { currentActor, requireActor } from '@/lib/edges/auth/actor';

/** The server that a page and its frame show, read once for both; null when nobody is signed in. */
export const findOpenServer = cache(async (serverId: string) => {
  const actor = await currentActor();
  return actor && { actor, server: await orNotFound(getServer(actor, serverId)) };
});

/** Who looks and at which server; `path` is the rest of the page's own address. */
export async function openServer(serverId: string, path = '') {
  const opened = await findOpenServer(serverId);
  if (opened) return opened;
  const actor = await requireActor(`/servers/${encodeURIComponent(serverId)}${path}`);
  return { actor, server: await orNotFound(getServer(actor, serverId)) };
}
