import { seal } from '@/lib/base/secrets/secret-box';

/** The static headers of a server as they are stored; null for none. Sealed to its id: no other server can use them. */
export function sealHeaders(serverId: string, headers: Record<string, string>): string | null {
  return Object.keys(headers).length > 0 ? seal(JSON.stringify(headers), `server:${serverId}`) : null;
}
