import { LEGACY_VERSIONS } from '@/lib/mcp/eras';
import { code, errorText } from '@/lib/mcp/errors';
import { isRecord } from '@/lib/mcp/message';
import { type Answer, gatewayCode, serverFailure, sessionNotFound } from './errors';
import { type Exchange, idOf } from './exchange';
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
    failure: 'connection broken off',
    message: 'The server broke the connection off.',
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
  const { status } = head;
  if (status === 401 || status === 403 || status === 407) return serverFailure(exchange, failures.credential);
  if (exchange.session && isSessionLost(status, body)) return sessionLost(exchange);
  const error = isRelayed(status) ? errorOf(body) : null;
  if (error !== null) return relayed(exchange, status, error, body);
  return status === 404 || status === 405 ? notOffered(exchange, status) : failed(exchange, head);
}

function relayed(exchange: Exchange, status: number, error: number, body: string): Answer {
  if (exchange.era === 'modern' && !isModernError(error)) return otherEra(exchange);
  const headers = status === 405 ? ['Allow', 'POST'] : [];
  return { status, body, headers, verdict: exchange.verdict, failure: `status ${status}` };
}

function sessionLost(exchange: Exchange): Answer {
  return { ...sessionNotFound(exchange), verdict: exchange.verdict, failure: 'session lost' };
}

function isRelayed(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

function failed(exchange: Exchange, { status, retryAfter }: UpstreamHead): Answer {
  const retryAfterMs = Number(retryAfter ?? 0) * 1_000 || undefined;
  return badStatus(exchange, status, { upstreamStatus: status, retryAfterMs });
}

function badStatus(exchange: Exchange, status: number, data?: object): Answer {
  const message = `The server answered with status ${status}.`;
  return serverFailure(exchange, { code: gatewayCode.brokenAnswer, failure: `status ${status}`, message, data });
}

/** Clients begin anew on 404 only, and some servers answer 400 to a session they no longer know. */
function isSessionLost(status: number, body: string): boolean {
  return status === 404 || (status === 400 && /session/i.test(body));
}

function errorOf(body: string): number | null {
  try {
    const message: unknown = JSON.parse(body);
    const error = isRecord(message) ? message.error : undefined;
    return isRecord(error) && typeof error.code === 'number' ? error.code : null;
  } catch {
    return null;
  }
}

/** Codes from -32000 to -32019 belong to the legacy era: a server that answers with one does not speak the modern. */
function isModernError(errorCode: number): boolean {
  return errorCode < -32_019 || errorCode > -32_000;
}

/** A client of both eras then begins with `initialize`. */
function otherEra(exchange: Exchange): Answer {
  const text = 'Unsupported protocol version: this server speaks earlier revisions only';
  const data = { supported: LEGACY_VERSIONS, requested: exchange.head['mcp-protocol-version'] ?? 'unknown' };
  const body = errorText(idOf(exchange), code.unsupportedVersion, text, data);
  return { status: 400, body, verdict: exchange.verdict, failure: 'other protocol era' };
}

/** GET and DELETE must be answered with 405 where they are not offered: on anything else clients try for ever. */
function notOffered(exchange: Exchange, status: number): Answer {
  if (exchange.message) return badStatus(exchange, status);
  const body = errorText(null, code.invalidRequest, 'Method not allowed');
  return { status: 405, headers: ['Allow', 'POST'], body, verdict: exchange.verdict, failure: `status ${status}` };
}
