import { isListed } from '@/lib/policy/decide';
import type { Exchange } from './exchange';
import { stillStands } from './grants';
import type { SnapshotSource } from './ports';

/**
 * Which tools the exchange's grant may see at this moment, asked anew for each list: a stream may be older than the
 * policy. Nobody may see anything under a grant that no longer stands.
 */
export function visibleTools(exchange: Exchange, snapshots: SnapshotSource): (tool: string) => boolean {
  const snapshot = snapshots.current();
  const grant = exchange.grant && stillStands(exchange.grant, { snapshot }, Date.now());
  const tools = grant && snapshot.servers.get(grant.serverId)?.tools;
  const compiled = grant?.policy?.compiled;
  if (!tools || !compiled || compiled === 'unreadable') return () => false;
  return (tool) => tools.has(tool) && isListed(compiled, tool);
}
