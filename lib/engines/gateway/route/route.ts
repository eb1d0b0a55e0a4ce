import { type Answer, unknownTool } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import { unavailable } from '@/lib/engines/gateway/http/refusals';
import type { Endpoint, Snapshot, Target } from '@/lib/engines/gateway/ports';

/** The target behind an endpoint that has this reviewed tool, by the name that clients use; null where none has. */
export function targetOfTool({ target }: Endpoint, tool: string): Target | null {
  const name = target.names.toTarget(tool);
  return name !== null && target.tools.has(name) ? target : null;
}

/**
 * Fills in the target of an exchange that may be forwarded, or says why there is none. Runs again where the snapshot
 * changed after it: a target may have moved, or no longer have the tool. Two look-ups, whatever the number of tools.
 */
export function route(exchange: Exchange): Answer | null {
  const { endpoint, call } = exchange;
  if (!endpoint) return unavailable(exchange, 'There is no server for this request.');
  const target = call ? targetOfTool(endpoint, call.tool) : endpoint.target;
  if (!target) return unreviewed(exchange, call?.tool ?? '');
  // The client's bytes are forwarded as they are, so a tool that its target knows by another name cannot be reached.
  if (call && target.names.toTarget(call.tool) !== call.tool) {
    return unavailable(exchange, 'This tool has another name at its server and cannot be called.');
  }
  exchange.target = target;
  return null;
}

/** As for a tool that does not exist. */
export function unreviewed(exchange: Exchange, tool: string): Answer {
  return unknownTool(exchange, tool, { rule: '(pending)', message: 'This tool has not been reviewed.' });
}

/** The target of an exchange as another snapshot has it; null where it is gone. */
export function targetIn({ endpoints }: Snapshot, { endpointId, target }: Exchange): Target | null {
  const found = endpoints.get(endpointId)?.target ?? null;
  return found?.id === target?.id ? found : null;
}
