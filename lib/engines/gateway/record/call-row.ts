import { metaOf } from '@/lib/core/mcp/eras';
import { type Exchange, methodOf, timeOrderedId } from '@/lib/engines/gateway/exchange';
import { METHOD_NOT_ALLOWED } from '@/lib/engines/gateway/http/refusals';
import type { CallRow } from '@/lib/engines/gateway/record/call-sink';

const NAME_MAX = 200;
const MESSAGE_MAX = 1_000;
const INTEGER_MAX = 2_147_483_647;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const TRACE = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The call-log row of an exchange; null for what belongs to no organisation and for what is no request of an agent.
 * Values of arguments, tokens and request state are never in it.
 */
export function toCallRow(exchange: Exchange): CallRow | null {
  return isWorthARow(exchange) ? rowOf(exchange) : null;
}

/** The row of what a server asked a client for and was not passed on. */
export function toQuestionRow(exchange: Exchange, method: string): CallRow | null {
  const row = rowOf(exchange);
  return (
    row && {
      ...row,
      ...{ id: timeOrderedId(), at: new Date().toISOString(), method: cut(method, NAME_MAX) },
      ...{ outcome: 'deny', rule: '(may not ask)', message: 'The server may not ask this of clients.', failure: null },
      ...{ tool: null, argumentKeys: [], argumentsDigest: null, upstreamStatus: null },
      ...{ requestBytes: 0, responseBytes: 0, gatewayMicros: 0, upstreamMicros: 0 },
    }
  );
}

function rowOf(exchange: Exchange): CallRow | null {
  const { endpoint, target, caller, call } = exchange;
  const owner = caller ?? endpoint;
  if (!owner) return null;
  const wholeMs = performance.now() - exchange.startedAt;
  return {
    id: exchange.id,
    at: new Date(Date.now() - wholeMs).toISOString(),
    organisationId: owner.organisationId,
    serverId: target?.id ?? endpoint?.id ?? serverAsked(exchange),
    grantId: caller?.id ?? null,
    requestId: exchange.id,
    traceId: traceOf(exchange),
    session: exchange.session?.id ?? null,
    era: exchange.era,
    method: cut(methodNameOf(exchange), NAME_MAX),
    tool: call && cut(call.tool, NAME_MAX),
    argumentKeys: call?.argumentKeys.map((key) => cut(key, NAME_MAX)) ?? [],
    argumentsDigest: call?.argumentsDigest ?? null,
    ...whatBecameOf(exchange),
    policyVersionId: caller?.policy?.versionId ?? null,
    upstreamStatus: exchange.upstreamStatus,
    requestBytes: toInteger(exchange.body?.length ?? 0),
    responseBytes: toInteger(exchange.responseBytes),
    gatewayMicros: toInteger((wholeMs - exchange.upstreamMs) * 1_000),
    upstreamMicros: toInteger(exchange.upstreamMs * 1_000),
  };
}

function whatBecameOf({ verdict, failure }: Exchange): Pick<CallRow, 'outcome' | 'rule' | 'message' | 'failure'> {
  return {
    outcome: verdict.outcome,
    rule: cut(verdict.rule, MESSAGE_MAX),
    message: cut(verdict.message, MESSAGE_MAX),
    failure: failure && cut(failure, NAME_MAX),
  };
}

/**
 * Requests of agents, their answers to servers, and every refusal, also of what could not be read; but not the 405 for a
 * GET stream, which MCP lets every client try.
 */
function isWorthARow(exchange: Exchange): boolean {
  const { message, answered, verdict } = exchange;
  if (message?.kind === 'request' || answered !== null) return true;
  return verdict.outcome !== 'allow' && !isOptionalStream(exchange);
}

/** A GET without a session, under a grant that stands: nothing was asked for and nothing reached the server. */
function isOptionalStream({ req, verdict }: Exchange): boolean {
  return req.method === 'GET' && verdict.rule === METHOD_NOT_ALLOWED;
}

function methodNameOf(exchange: Exchange): string {
  const { answered } = exchange;
  return answered === null ? (methodOf(exchange) ?? '(none)') : `${answered} (answer)`;
}

function traceOf({ message, head }: Exchange): string | null {
  const sent = message?.kind === 'request' ? metaOf(message.params).traceparent : undefined;
  return TRACE.exec(typeof sent === 'string' ? sent : (head.traceparent ?? ''))?.[1] ?? null;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
function cut(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax).replace(/\0|\p{Surrogate}/gu, '\ufffd');
}

/** The column takes UUIDs only, and a path may name anything: a grant's own endpoint stands for what is none. */
function serverAsked({ endpointId, caller }: Exchange): string {
  return UUID.test(endpointId) ? endpointId : (caller?.endpointId ?? '');
}

/** Columns are 32 bits wide, 2 GiB or 35 minutes: what is more is logged as that. */
function toInteger(amount: number): number {
  return Number.isNaN(amount) ? 0 : Math.min(Math.max(0, Math.round(amount)), INTEGER_MAX);
}
