import { code } from '@/lib/core/mcp/errors';
import type { Seat, Session, SessionsFull } from '@/lib/engines/gateway/auth/session-store';
import { type Answer, gatewayCode, gatewayRefusal, httpRefusal, protocolRefusal } from '@/lib/engines/gateway/errors';
import { type Exchange, methodOf } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import type { Full } from './budget';

/**
 * Counts what a grant has open beside its requests, before it is judged: sessions it begins, ids of a session that are
 * being answered and streams. Null: counted; what has to be given back is in `exchange.over`.
 */
export function enter(gate: Gate, exchange: Exchange): Answer | null | Promise<Answer | null> {
  return enterSession(gate, exchange) ?? enterStream(gate, exchange) ?? takeSeat(gate, exchange);
}

function enterSession(gate: Gate, exchange: Exchange): Answer | null {
  const { session, message } = exchange;
  if (!session) return null;
  if (message?.kind === 'request' && !claimId(exchange, session)) {
    return protocolRefusal({
      status: 200,
      id: message.id,
      code: code.invalidRequest,
      rule: '(id in use)',
      message: 'Invalid Request: a request with this id is still being answered in this session; use another id.',
    });
  }
  exchange.over.push(gate.sessions.open(session));
  return null;
}

/** Two requests under one id could take each other's answers. */
function claimId({ message, over }: Exchange, { inFlight }: Session): boolean {
  if (message?.kind !== 'request') return true;
  const key = JSON.stringify(message.id);
  if (inFlight.has(key)) return false;
  inFlight.add(key);
  over.push(() => inFlight.delete(key));
  return true;
}

function enterStream(gate: Gate, exchange: Exchange): Answer | null {
  const { caller, req } = exchange;
  const isStream = req.method === 'GET' || methodOf(exchange) === 'subscriptions/listen';
  if (!isStream || !caller) return null;
  const full = gate.streams.take(caller, 1);
  if (full) return tooManyStreams(exchange, full);
  exchange.over.push(() => gate.streams.give(caller, 1));
  return null;
}

const holders: Record<Full, string> = {
  grant: 'This grant has as many streams open as one grant may have.',
  organisation: 'Your organisation has as many streams open as one organisation may have now.',
  gateway: 'The gateway has as many streams open as it can hold.',
};
const STREAM_RETRY_SECONDS = 10;

function tooManyStreams(exchange: Exchange, full: Full): Answer {
  const rule = '(too many streams)';
  const message = `${holders[full]} Close one, or try again in ${STREAM_RETRY_SECONDS} seconds.`;
  if (exchange.message) {
    const data = { retryAfterMs: STREAM_RETRY_SECONDS * 1_000 };
    return gatewayRefusal(exchange, { code: gatewayCode.overloaded, rule, message, data });
  }
  const headers = ['Retry-After', String(STREAM_RETRY_SECONDS)];
  return httpRefusal({ status: full === 'gateway' ? 503 : 429, rule, message, headers });
}

function takeSeat(gate: Gate, exchange: Exchange): Answer | null | Promise<Answer | null> {
  const { caller, endpoint, message, era } = exchange;
  if (!caller || !endpoint || era !== 'legacy' || message?.kind !== 'request' || message.method !== 'initialize')
    return null;
  const seat = gate.sessions.enter(caller, endpoint);
  return seat instanceof Promise ? seat.then((late) => sit(exchange, late)) : sit(exchange, seat);
}

function sit(exchange: Exchange, seat: Seat | SessionsFull): Answer | null {
  if ('problem' in seat) {
    const { problem, retryAfterMs } = seat;
    const refusal = { code: gatewayCode.overloaded, rule: '(too many sessions)', message: problem };
    return gatewayRefusal(exchange, { ...refusal, data: { retryAfterMs } });
  }
  exchange.seat = seat;
  exchange.over.push(seat.leave);
  return null;
}
