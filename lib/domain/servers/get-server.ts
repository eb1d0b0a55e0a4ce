import { db } from '@/lib/base/database/client';
import { env } from '@/lib/base/env';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { requireServer } from './require-server';

/** One server without its credentials; `gatewayUrl` is what clients are pointed at. */
export async function getServer(viewer: Viewer, serverId: string) {
  authorise(viewer, 'read');
  const { credentialBox, urlBox: _, ...server } = await requireServer(db(), viewer, serverId);
  return {
    ...server,
    hasCredentials: credentialBox !== null,
    gatewayUrl: new URL(`/mcp/${server.id}`, env().GATEWAY_URL).href,
  };
}
