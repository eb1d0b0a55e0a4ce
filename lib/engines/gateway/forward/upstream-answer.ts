import { LEGACY_VERSIONS, MODERN_VERSIONS } from '@/lib/core/mcp/eras';
import { code, errorText } from '@/lib/core/mcp/errors';
import { type Answer, gatewayCode, serverFailure, sessionNotFound } from '@/lib/engines/gateway/errors';
import { type Exchange, idOf, methodOf } from '@/lib/engines/gateway/exchange';
import { toldVersions } from '@/lib/engines/gateway/judge/negotiation';
import { isSessionLost, namesLostSession, readServerError, type ServerError } from './server-error';
import type { Failure, UpstreamHead } from './upstream';

const failures: Record<Failure['kind'], Parameters<typeof serverFailure>[1]> = {
  // A credential problem is ours: a client that saw the server's 401 would drop its grant or sign in elsewhere.
  credential: {
    code: gatewayCode.credentialRefused,
    failure: 'credential refused',
    message: "The server refused the gateway's credential.",
  },
  timeout: {
    code: gatewayCode.timeout,
    failure: 'timed out',
    message: 'The server did not answer in time.',
    status: 504,
  },
  overloaded: {
    code: gatewayCode.overloaded,
    failure: 'overloaded',
    message: 'Too many requests to this server are under way.',
    status: 503,
  },
  broken: {
    code: gatewayCode.brokenAnswer,
    failure: 'connection lost',
    message: 'The server closed the connection before its answer was complete.',
  },
  unreadable: {
    code: gatewayCode.brokenAnswer,
    failure: 'broken answer',
    message: 'The server did not answer with HTTP that can be read in one way only.',
  },
  refused: {
    code: gatewayCode.unreachable,
    failure: 'address refused',
    message: "The gateway may not reach this server's address.",
  },
  unreachable: {
    code: gatewayCode.unreachable,
    failure: 'unreachable',
    message: 'The server cannot be reached.',
    data: { retryAfterMs: 5_000 },
  },
};

/** What the agent is told when the server could not be asked. */
export function answerFailure(exchange: Exchange, { kind }: Failure): Answer {
  return serverFailure(exchange, failures[kind]);
}

/**
 * What the agent is told when the server answered with anything but success: its JSON-RPC error where it is one, else an
 * error of ours. Never its 401, its redirects or its HTML.
 */
export function answerRefusal(exchange: Exchange, head: UpstreamHead, body: string): Answer {
  const { message } = exchange;
  if (message?.kind === 'request') return answerRequest(exchange, head, body);
  return message === null ? answerBodiless(exchange, head) : answerPosted(exchange, head, body);
}

/**
 * What the agent is told when the server said 2xx to what is no request: known from the head alone, so that nobody waits
 * for a body that means nothing. Null for what the body answers: requests, and the stream that a GET opens.
 */
export function answerUnasked(exchange: Exchange, { status, contentType }: UpstreamHead): Answer | null {
  const { message, verdict, req } = exchange;
  if (message?.kind === 'request' || status < 200 || status > 299) return null;
  if (message !== null) return { status: 202, body: '', verdict };
  if (req.method === 'DELETE') return { status: 200, body: '', verdict };
  return status === 200 && contentType.startsWith('text/event-stream') ? null : notOffered(exchange);
}

function answerRequest(exchange: Exchange, head: UpstreamHead, body: string): Answer {
  const { status } = head;
  if (isCredential(status)) return serverFailure(exchange, failures.credential);
  if (status === 403) return forbidden(exchange);
  const said = readServerError(exchange, body);
  if (exchange.session && isSessionLost(status, body, said)) return sessionLost(exchange);
  if (!isRelayed(status)) return failed(exchange, head);
  if (said.error !== null) return relayed(exchange, status, said, body);
  // A server of earlier revisions need not know what JSON-RPC to answer to a request of this one.
  const isModern = exchange.target?.versions.includes(MODERN_VERSIONS[0]);
  return methodOf(exchange) === 'server/discover' && !isModern ? otherEra(exchange) : failed(exchange, head);
}

/** Of a GET or DELETE: whatever the server answers, a client may go on without the stream and without the end. */
function answerBodiless(exchange: Exchange, head: UpstreamHead): Answer {
  if (exchange.req.method === 'DELETE') return notOffered(exchange);
  if (isCredential(head.status)) return serverFailure(exchange, failures.credential);
  return PASSING.has(head.status) ? failed(exchange, head) : notOffered(exchange);
}

/** Of a notification or a response: refused as HTTP does it, which says nothing of the session. */
function answerPosted(exchange: Exchange, head: UpstreamHead, body: string): Answer {
  const { status } = head;
  if (isCredential(status)) return serverFailure(exchange, failures.credential);
  const said = readServerError(exchange, body);
  const names = said.error !== null && !said.isOwn && namesLostSession(said.error.message);
  if (exchange.session && names && (status === 404 || status === 400)) return sessionLost(exchange);
  if (!isRelayed(status)) return failed(exchange, head);
  const text = errorText(null, code.invalidRequest, `The server refused this message (${status}).`);
  // 404 would end the session for the client.
  const told = status === 404 ? 400 : status;
  return { status: told, body: text, verdict: exchange.verdict, failure: `status ${status}` };
}

function isCredential(status: number): boolean {
  return status === 401 || status === 407;
}

/** Statuses that pass by themselves, so that a client should try to open its stream again. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Methods whose 403 is about what they ask for; on all others it is about who asks. */
const ASKS_FOR_ONE: ReadonlySet<string> = new Set([
  'tools/call',
  'resources/read',
  'resources/subscribe',
  'resources/unsubscribe',
  'prompts/get',
  'completion/complete',
]);

function forbidden(exchange: Exchange): Answer {
  if (!ASKS_FOR_ONE.has(methodOf(exchange) ?? '')) return serverFailure(exchange, failures.credential);
  const message = 'The server refused this call (403).';
  const data = { upstreamStatus: 403 };
  return serverFailure(exchange, { code: gatewayCode.brokenAnswer, failure: 'status 403', message, data });
}

function relayed(exchange: Exchange, status: number, { isOwn, error }: ServerError, text: string): Answer {
  const { verdict, era } = exchange;
  if (error === null) return badStatus(exchange, status);
  if (era === 'modern' && !isModernError(error.code)) return otherEra(exchange);
  // A client of the legacy era takes 404 for the end of its session.
  const isRequestsOwn = era === 'legacy' && status === 404 && !namesLostSession(error.message);
  const headers = status === 405 ? ['Allow', 'POST'] : [];
  const body = isOwn ? text : errorText(idOf(exchange), error.code, error.message, error.data);
  return { status: isRequestsOwn ? 200 : status, body, headers, verdict, failure: `status ${status}` };
}

function sessionLost(exchange: Exchange): Answer {
  return { ...sessionNotFound(exchange), verdict: exchange.verdict, failure: 'session lost', endsSession: true };
}

function isRelayed(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

const RETRY_SECONDS_MAX = 3_600;

function failed(exchange: Exchange, { status, retryAfter }: UpstreamHead): Answer {
  const seconds = Number(retryAfter ?? 0);
  const retryAfterMs = seconds > 0 ? Math.min(seconds, RETRY_SECONDS_MAX) * 1_000 : undefined;
  return badStatus(exchange, status, { upstreamStatus: status, retryAfterMs });
}

function badStatus(exchange: Exchange, status: number, data?: object): Answer {
  const message = `The server answered with status ${status}.`;
  return serverFailure(exchange, { code: gatewayCode.brokenAnswer, failure: `status ${status}`, message, data });
}

/** Codes from -32000 to -32019 belong to the legacy era: a server that answers with one does not speak the modern. */
function isModernError(errorCode: number): boolean {
  return errorCode < -32_019 || errorCode > -32_000;
}

/** A client of both eras then begins with `initialize`. */
function otherEra(exchange: Exchange): Answer {
  const text = 'Unsupported protocol version: this server speaks earlier revisions only';
  const supported = toldVersions(exchange.target, LEGACY_VERSIONS);
  const data = { supported, requested: exchange.head['mcp-protocol-version'] ?? 'unknown' };
  const body = errorText(idOf(exchange), code.unsupportedVersion, text, data);
  return { status: 400, body, verdict: exchange.verdict, failure: 'other protocol era' };
}

/** GET and DELETE are answered with 405 where they are not offered: on anything else clients try for ever, or give up. */
function notOffered({ verdict }: Exchange): Answer {
  const body = errorText(null, code.invalidRequest, 'Method not allowed');
  return { status: 405, headers: ['Allow', 'POST'], body, verdict };
}
