import type { End } from '@/lib/engines/gateway/auth/open-exchanges';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import { Relay, undo } from '@/lib/engines/gateway/stream/relay';
import { toUpstreamRequest } from './request-headers';

/** Sends the exchange to its target and the answer to the client; resolves when nothing more will be sent. Never rejects. */
export function forward(gate: Gate, exchange: Exchange): Promise<void> {
  const { target, res } = exchange;
  return new Promise((resolve) => {
    // The client left while its call was held or counted: not a byte has reached the server.
    if (!target || res.destroyed) {
      exchange.failure = 'client left';
      void undo(exchange).then(resolve);
      return;
    }
    let abort = () => {};
    let over = false;
    const finish = () => {
      if (over) return;
      over = true;
      gate.live.remove(live);
      exchange.upstreamMs = performance.now() - exchange.sentAt;
      resolve();
    };
    const relay = new Relay(gate, exchange, finish, () => abort());
    const live = {
      exchange,
      isStream: () => relay.isStream,
      end: (why: End) => relay.stop(why),
      changed: () => relay.announceChange(),
    };
    gate.live.add(live);
    exchange.sentAt = performance.now();
    abort = gate.upstream.send(toUpstreamRequest(exchange, target), relay);
    // In the modern era closing the stream is how a client cancels; in the legacy era nobody is left to read.
    res.on('close', () => over || relay.leave());
  });
}
