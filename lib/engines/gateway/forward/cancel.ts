import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import { toUpstreamAnswer } from './request-headers';

/** What the server answers to a cancellation means nothing; it is waited for this long. */
const CANCEL_MS = 5_000;

/**
 * Tells a server of the legacy era that nobody waits for its answer any more, as its session's client would. The modern era
 * cancels by closing the connection; `initialize` cannot be cancelled.
 */
export function cancelUpstream(gate: Gate, exchange: Exchange): void {
  const { message, session, target } = exchange;
  if (message?.kind !== 'request' || message.method === 'initialize' || !session || !target) return;
  const params = { requestId: message.id, reason: 'The server did not answer in time.' };
  const text = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params });
  const hurried = { ...target, settings: { ...target.settings, firstByteMs: CANCEL_MS } };
  const abort = gate.upstream.send(toUpstreamAnswer(exchange, hurried, text), {
    head: () => abort(),
    bytes: () => {},
    ended: () => {},
    failed: () => {},
  });
}
