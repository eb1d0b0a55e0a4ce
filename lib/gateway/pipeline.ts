// The gateway: what an agent sends reaches a server only through the steps of this file, in this order. The room knows
// node:*, undici, lib/policy, lib/mcp and lib/log; what it asks of the world is in ports.ts.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '@/lib/log';
import { holdCall } from './approvals';
import { readBody } from './body';
import { type Answer, gatewayCode, gatewayError, httpRefusal } from './errors';
import { type Exchange, openExchange } from './exchange';
import { forward } from './forward';
import type { Gate } from './gate';
import { authenticate } from './grants';
import { type Head, isJson } from './head';
import { judge, judgeApproved } from './judge';
import { reserveLimits } from './limiter';
import { readProtocol, readSession } from './protocol';
import { toCallRow } from './record';
import { undo } from './relay';
import { reply } from './reply';

/** Takes one request to `/mcp/<serverId>` from its head to its row in the call log. Never rejects. */
export async function pass(
  gate: Gate,
  req: IncomingMessage,
  res: ServerResponse,
  head: Head,
  serverId: string,
): Promise<void> {
  const exchange = openExchange(req, res, head, serverId, gate.snapshots.current());
  try {
    const refused = await admit(gate, exchange);
    if (refused) await refuse(exchange, refused);
    else await forward(gate, exchange);
    if (exchange.session && req.method === 'DELETE' && !refused) gate.sessions.end(exchange.session);
  } catch (error) {
    log.error({ error, requestId: exchange.id }, 'A request could not be judged and was refused.');
    exchange.verdict = { outcome: 'deny', rule: '(unavailable)', message: 'The gateway could not judge this request.' };
    await refuse(exchange, gatewayError(exchange, gatewayCode.unavailable, exchange.verdict.message, 503));
  }
  const row = toCallRow(exchange);
  const kept = row && exchange.message === null ? gate.refusalRow(row) : row;
  if (kept) gate.calls.add(kept);
}

/** Null: let it through. Limits are counted last, so that a denied or held call costs nothing. */
async function admit(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  return (
    identify(gate, exchange) ??
    (await read(gate, exchange)) ??
    (await decide(gate, exchange)) ??
    (await reserveLimits(exchange, gate.counters, gate.now()))
  );
}

function identify(gate: Gate, exchange: Exchange): Answer | null {
  exchange.snapshot = gate.snapshots.current();
  if (gate.snapshots.ageMs() > gate.staleMsMax) {
    return gatewayError(
      exchange,
      gatewayCode.unavailable,
      'The gateway has lost its database and lets nothing through.',
      503,
    );
  }
  return authenticate(exchange, gate.now());
}

async function read(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  const { req, head } = exchange;
  if (head.repeated) return httpRefusal(400, `Bad Request: the header ${head.repeated} came twice`);
  if (req.method !== 'POST') return readSession(exchange, gate.sessions) ?? (exchange.session ? null : notAllowed());
  if (!isJson(head['content-type']))
    return httpRefusal(415, 'Unsupported Media Type: Content-Type must be application/json');
  if (head['content-encoding'] !== undefined) return httpRefusal(415, 'Unsupported Media Type: send the body as it is');
  const body = await readBody(req, head);
  if (body === 'too large') return httpRefusal(413, 'Payload Too Large: a message may have 4 MiB');
  if (body === 'gone') return httpRefusal(400, 'Bad Request: the body ended early');
  // The body may have taken long to arrive: what holds is the snapshot of this moment.
  const changed = exchange.snapshot !== gate.snapshots.current() ? identify(gate, exchange) : null;
  return changed ?? readProtocol(exchange, body, gate.sessions);
}

async function decide(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  const judgement = judge(exchange);
  if (!judgement || !('hold' in judgement)) return judgement;
  return (await holdCall(exchange, judgement.hold, gate.approvals)) ?? judgeApproved(exchange);
}

async function refuse(exchange: Exchange, answer: Answer): Promise<void> {
  await undo(exchange);
  reply(exchange, answer);
}

export function notAllowed(): Answer {
  return httpRefusal(405, 'Method not allowed', ['Allow', 'POST']);
}
