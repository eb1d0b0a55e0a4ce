import { code, errorText } from '@/lib/mcp/errors';
import { readJson } from '@/lib/mcp/json';
import { memberOf } from '@/lib/mcp/members';
import { isRecord } from '@/lib/mcp/message';
import { decideResource } from '@/lib/policy/decide-classes';
import { gatewayCode } from './errors';
import { type Exchange, idOf } from './exchange';
import type { Gate } from './gate';
import { toUpstreamAnswer } from './outgoing';
import { toQuestionRow } from './record';
import { noteAsked, type Session } from './sessions';

// What a server asks of clients goes through a closed list, set for each server. `ping` is always let through; methods
// that nobody knows are not.

/** Whether the server may ask this of clients, by the settings of this moment: a stream may be older than they are. */
function mayAsk(gate: Gate, { serverId, server }: Exchange, method: string): boolean {
  const { settings } = gate.snapshots.current().servers.get(serverId) ?? server ?? {};
  return method === 'ping' || settings?.mayAsk.has(method) === true;
}

/**
 * The error that stands in for a modern result which asks for input of a kind that is off; null for every other result.
 * It cannot be mended: what the server waits for would never come.
 */
export function inputOff(gate: Gate, exchange: Exchange, message: Readonly<Record<string, unknown>>): string | null {
  const { result } = message;
  if (exchange.era !== 'modern' || !isRecord(result) || !('inputRequests' in result)) return null;
  const asked = isRecord(result.inputRequests) ? Object.values(result.inputRequests) : [null];
  const off = asked.find(
    (one) => !isRecord(one) || typeof one.method !== 'string' || !mayAsk(gate, exchange, one.method),
  );
  if (off === undefined) return null;
  return mayNotAsk(exchange, isRecord(off) && typeof off.method === 'string' ? off.method : 'something unknown');
}

/** The code of an error that asks a client of the legacy era to open an URL. */
const URL_ELICITATION_REQUIRED = -32_042;

/** As `inputOff`, of an error: the legacy era asks for elicitation by URL with one. */
export function errorOff(gate: Gate, exchange: Exchange, error: unknown): string | null {
  const asks = isRecord(error) && error.code === URL_ELICITATION_REQUIRED;
  return asks && !mayAsk(gate, exchange, 'elicitation/create') ? mayNotAsk(exchange, 'elicitation/create') : null;
}

function mayNotAsk(exchange: Exchange, method: string): string {
  exchange.failure = 'asked what is off';
  const text = `The server asked for ${method.slice(0, 100)}, which it may not ask of clients.`;
  return errorText(idOf(exchange), gatewayCode.mayNotAsk, text, { requestId: exchange.id });
}

/** Whether a message tells of a change of a resource that the grant may not read. */
export function isDeniedUpdate(gate: Gate, { grant }: Exchange, message: Readonly<Record<string, unknown>>): boolean {
  if (message.method !== 'notifications/resources/updated') return false;
  const policy = grant && gate.snapshots.current().grants.get(grant.tokenHash)?.policy;
  const compiled = policy?.compiled ?? null;
  if (compiled === 'unreadable') return true;
  const uri = isRecord(message.params) ? message.params.uri : undefined;
  return typeof uri === 'string' ? decideResource(compiled, uri).outcome === 'deny' : compiled?.resources !== null;
}

/**
 * A question of the server as the client may hear it; null where it may not. What is off is answered by the gateway, so
 * that the server does not wait for an answer that never comes.
 */
export function passQuestion(gate: Gate, exchange: Exchange, text: string): string | null {
  const question = questionIn(text);
  // In the modern era a server asks in its results; a question on a stream could not be answered.
  if (question === null || exchange.era === 'modern') return null;
  const { session } = exchange;
  if (!question.isTask && mayAsk(gate, exchange, question.method)) {
    if (session) noteAsked(session, question.id, question.method);
    return text;
  }
  const row = toQuestionRow(exchange, question.method);
  const kept = row && gate.refusalRow(row);
  if (kept) gate.calls.add(kept);
  if (session) refuseQuestion(gate, exchange, session, question);
  return null;
}

/** `isTask`: the client is asked to begin a task, whose result nobody could fetch: tasks are not relayed. */
type Question = { id: string | number; method: string; isTask: boolean };

/** Strictly read: two readers could take one message for different questions. */
function questionIn(text: string): Question | null {
  const json = readJson(text, true);
  if ('problem' in json || !isRecord(json.value)) return null;
  const { id, method, params } = json.value;
  const isTask = (memberOf(params, 'task') ?? null) !== null;
  const isId = typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id));
  return isId && typeof method === 'string' ? { id, method, isTask } : null;
}

/** Refusals on their way to one server for one session; a server that asks more at once waits in vain. */
const REFUSALS_MAX = 8;
const underWay = new WeakMap<Session, number>();

function refuseQuestion(gate: Gate, exchange: Exchange, session: Session, { id, method }: Question): void {
  const { server } = exchange;
  const count = underWay.get(session) ?? 0;
  if (!server || count >= REFUSALS_MAX) return;
  underWay.set(session, count + 1);
  const said = `Method not found: this client does not answer ${method.slice(0, 100)}`;
  let abort = () => {};
  const over = () => void underWay.set(session, (underWay.get(session) ?? 1) - 1);
  const request = toUpstreamAnswer(exchange, server, errorText(id, code.methodNotFound, said));
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
