import { cache } from 'react';
import { orNotFound } from '@/app/(console)/or-not-found';
import { getServer } from '@/lib/domain/servers/get-server';
import { currentViewer, requireViewer } from '@/lib/edges/auth/viewer';

/** The server that a page and its frame show, read once for both; null when nobody is signed in. */
export const findOpenServer = cache(async (serverId: string) => {
  const viewer = await currentViewer();
  return viewer && { viewer, server: await orNotFound(getServer(viewer, serverId)) };
});

/** Who looks and at which server; `path` is the rest of the page's own address. */
export async function openServer(serverId: string, path = '') {
  const opened = await findOpenServer(serverId);
  if (opened) return opened;
  const viewer = await requireViewer(`/servers/${encodeURIComponent(serverId)}${path}`);
  return { viewer, server: await orNotFound(getServer(viewer, serverId)) };
}
