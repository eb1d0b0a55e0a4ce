import { db } from '@/lib/base/database/client';
import { env } from '@/lib/base/env';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { requireServer } from './require-server';

/** One server without its credentials; `gatewayUrl` is what clients are pointed at. */
export async function getServer(actor: Actor, serverId: string) {
  authorise(actor, 'read');
  const { credentialBox, urlBox: _, ...server } = await requireServer(db(), actor, serverId);
  return {
    ...server,
    hasCredentials: credentialBox !== null,
    gatewayUrl: new URL(`/mcp/${server.id}`, env().GATEWAY_URL).href,
  };
}
