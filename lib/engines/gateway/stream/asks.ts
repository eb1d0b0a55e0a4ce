import type { Response, ServerFacts } from '@/lib/core/mcp/answer';
import { code, errorText } from '@/lib/core/mcp/errors';
import type { Id } from '@/lib/core/mcp/message';
import { decideResource } from '@/lib/core/policy/decide/decide-classes';
import { stillStands } from '@/lib/engines/gateway/auth/authenticate';
import type { Session } from '@/lib/engines/gateway/auth/session-store';
import { gatewayCode } from '@/lib/engines/gateway/errors';
import { type Exchange, idOf } from '@/lib/engines/gateway/exchange';
import { toUpstreamAnswer } from '@/lib/engines/gateway/forward/request-headers';
import type { Gate } from '@/lib/engines/gateway/gate';
import { tellsOfTask } from '@/lib/engines/gateway/judge/tasks';
import { toQuestionRow } from '@/lib/engines/gateway/record/call-row';
import { targetIn } from '@/lib/engines/gateway/route/route';
import type { Content } from './answer-reader';

// What a server asks of clients goes through a closed list, set for each server. `ping` is always let through; methods
// that nobody knows are not.

type Told = Extract<ServerFacts, { kind: 'told' }>;
type Question = Extract<ServerFacts, { kind: 'asked' }>;

/** Whether the server may ask this of clients, by the settings of this moment: a stream may be older than they are. */
function mayAsk(gate: Gate, exchange: Exchange, method: string): boolean {
  const target = targetIn(gate.snapshots.current(), exchange) ?? exchange.target;
  return method === 'ping' || target?.settings.mayAsk.has(method) === true;
}

/**
 * The error that stands in for a result which asks for input of a kind that is off; null for every other result. It cannot
 * be mended: what the server waits for would never come. Only the modern era has such results, and no stream can tell that
 * its client reads them in no other.
 */
export function inputOff(gate: Gate, exchange: Exchange, { id, result }: Response): string | null {
  if (!result?.asks) return null;
  const off = result.asks.find((method) => !mayAsk(gate, exchange, method));
  if (off === undefined) return null;
  return mayNotAsk(exchange, id, off || 'something unknown');
}

/** The code of an error that asks a client of the legacy era to open an URL. */
const URL_ELICITATION_REQUIRED = -32_042;
const ELICITATION = 'elicitation/create';

/** As `inputOff`, of the code of an error: the legacy era asks for elicitation by URL with one. */
export function errorOff(
  gate: Gate,
  exchange: Exchange,
  { id, code: errorCode }: Pick<Response, 'id' | 'code'>,
): string | null {
  const asks = errorCode === URL_ELICITATION_REQUIRED;
  return asks && !mayAsk(gate, exchange, ELICITATION) ? mayNotAsk(exchange, id, ELICITATION) : null;
}

/** Under the id that was answered: a replayed answer has that of a request which is over. */
function mayNotAsk(exchange: Exchange, id: unknown, method: string): string {
  exchange.failure = 'asked what is off';
  const text = `The server asked for ${method}, which it may not ask of clients.`;
  return errorText(isId(id) ? id : idOf(exchange), gatewayCode.mayNotAsk, text, { requestId: exchange.id });
}

/** Whether a notification is not passed on: it tells of a task, of elicitation that is off, or of a closed resource. */
export function isNotTold(gate: Gate, exchange: Exchange, told: Told): boolean {
  if (tellsOfTask(told.method)) return true;
  if (told.method === 'notifications/elicitation/complete') return !mayAsk(gate, exchange, ELICITATION);
  return isDeniedUpdate(gate, exchange, told);
}

function isDeniedUpdate({ authenticator, snapshots }: Gate, exchange: Exchange, { method, uri }: Told): boolean {
  if (method !== 'notifications/resources/updated') return false;
  const caller = stillStands(authenticator, exchange.caller, snapshots.current());
  const compiled = caller?.policy?.compiled ?? null;
  if (!caller || compiled === 'unreadable') return true;
  return uri === null ? compiled?.resources !== null : decideResource(compiled, uri).outcome === 'deny';
}

/**
 * A question of the server as the client may hear it; null where it may not. What is off is answered by the gateway, so
 * that the server does not wait for an answer that never comes.
 */
export function passQuestion(gate: Gate, exchange: Exchange, question: Question, content: Content): Content | null {
  const { id, method } = question;
  // In the modern era a server asks in its results; a question on a stream could not be answered.
  if (!isId(id) || exchange.era === 'modern') return null;
  const { session } = exchange;
  if (!question.isTask && mayAsk(gate, exchange, method)) {
    if (session) gate.sessions.noteAsked(session, id, method);
    return content;
  }
  const row = toQuestionRow(exchange, method);
  const kept = row && gate.refusalRow(row);
  if (kept) gate.calls.add(kept);
  if (session) refuseQuestion(gate, exchange, session, id, method);
  return null;
}

function isId(id: unknown): id is Id {
  return typeof id === 'string' || Number.isSafeInteger(id);
}

/** Refusals on their way to one server for one session; a server that asks more at once waits in vain. */
const REFUSALS_MAX = 8;
const underWay = new WeakMap<Session, number>();

function refuseQuestion(gate: Gate, exchange: Exchange, session: Session, id: Id, method: string): void {
  const { target } = exchange;
  const count = underWay.get(session) ?? 0;
  if (!target || count >= REFUSALS_MAX) return;
  underWay.set(session, count + 1);
  const said = `Method not found: this client does not answer ${method.slice(0, 100)}`;
  let abort = () => {};
  const over = () => void underWay.set(session, (underWay.get(session) ?? 1) - 1);
  const request = toUpstreamAnswer(exchange, target, errorText(id, code.methodNotFound, said));
  abort = gate.upstream.send(request, {
    head({ contentType }) {
      // An answer to an answer means nothing; a stream of it would stay open.
      if (!contentType.startsWith('text/event-stream')) return;
      abort();
      over();
    },
    bytes: () => {},
    ended: over,
    failed: over,
  });
}
