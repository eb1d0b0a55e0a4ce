import { resultText } from '@/lib/core/mcp/errors';
import { isRecord, type Request } from '@/lib/core/mcp/message';
import type { Exchange } from '@/lib/engines/gateway/exchange';

const SUBSCRIPTION_KEY = 'io.modelcontextprotocol/subscriptionId';

/**
 * The notification that the list of tools changed, for a stream that listens for it: the GET stream of the legacy era, or
 * a `subscriptions/listen` that asked for it; null for every other exchange.
 */
export function toolsChanged(exchange: Exchange): string | null {
  const listen = listenOf(exchange);
  if (exchange.message !== null && !asksForTools(listen)) return null;
  const params = listen ? { _meta: { [SUBSCRIPTION_KEY]: listen.id } } : undefined;
  return JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tools/list_changed', params });
}

/** The result that ends a `subscriptions/listen` from our side, so that the client need not guess; null for others. */
export function listenResult(exchange: Exchange): string | null {
  const listen = listenOf(exchange);
  return listen && resultText(listen.id, { resultType: 'complete', _meta: { [SUBSCRIPTION_KEY]: listen.id } });
}

function listenOf({ message }: Exchange): Request | null {
  return message?.kind === 'request' && message.method === 'subscriptions/listen' ? message : null;
}

function asksForTools(listen: Request | null): boolean {
  const asked = listen?.params.notifications;
  return isRecord(asked) && asked.toolsListChanged === true;
}
