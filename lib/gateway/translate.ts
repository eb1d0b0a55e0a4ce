import { LEGACY_VERSIONS } from '@/lib/mcp/eras';
import { code, errorText } from '@/lib/mcp/errors';
import { isRecord } from '@/lib/mcp/message';
import { type Answer, gatewayCode, gatewayError, sessionNotFound } from './errors';
import { type Exchange, idOf } from './exchange';
import type { Failure, UpstreamHead } from './upstream';

/** What the agent is told when the server could not be asked. */
export function answerFailure(exchange: Exchange, { kind }: Failure): Answer {
  switch (kind) {
    case 'credential':
      return credentialRefused(exchange);
    case 'timeout':
      return gatewayError(exchange, gatewayCode.timeout, 'The server did not answer in time.', 504);
    case 'overloaded':
      return gatewayError(exchange, gatewayCode.overloaded, 'Too many requests to this server are under way.', 503);
    case 'broken':
      return gatewayError(exchange, gatewayCode.brokenAnswer, 'The server broke the connection off.');
    case 'unreachable':
      return gatewayError(exchange, gatewayCode.unreachable, 'The server cannot be reached.', 502, {
        retryAfterMs: 5_000,
      });
  }
}

/** A credential problem is ours: a client that saw the server's 401 would drop its grant or sign in elsewhere. */
function credentialRefused(exchange: Exchange): Answer {
  return gatewayError(exchange, gatewayCode.credentialRefused, "The server refused the gateway's credential.");
}

/**
 * What the agent is told when the server answered with anything but success: its JSON-RPC error where it is one, else an
 * error of ours. Never its 401, its redirects or its HTML.
 */
export function answerRefusal(exchange: Exchange, head: UpstreamHead, body: string): Answer {
  const { status } = head;
  if (status === 401 || status === 403 || status === 407) return credentialRefused(exchange);
  if (exchange.session && isSessionLost(status, body)) return sessionNotFound(exchange);
  const error = isRelayed(status) ? errorOf(body) : null;
  if (error !== null) return relayed(exchange, status, error, body);
  return status === 404 || status === 405 ? notOffered(exchange, status) : failed(exchange, head);
}

function relayed(exchange: Exchange, status: number, error: number, body: string): Answer {
  if (exchange.era === 'modern' && !isModernError(error)) return otherEra(exchange);
  return { status, body, headers: status === 405 ? ['Allow', 'POST'] : [] };
}

function isRelayed(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

function failed(exchange: Exchange, { status, retryAfter }: UpstreamHead): Answer {
  const retryAfterMs = Number(retryAfter ?? 0) * 1_000 || undefined;
  const message = `The server answered with status ${status}.`;
  return gatewayError(exchange, gatewayCode.brokenAnswer, message, 502, { upstreamStatus: status, retryAfterMs });
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
  return { status: 400, body: errorText(idOf(exchange), code.unsupportedVersion, text, data) };
}

/** GET and DELETE must be answered with 405 where they are not offered: on anything else clients try for ever. */
function notOffered(exchange: Exchange, status: number): Answer {
  if (exchange.message) {
    return gatewayError(exchange, gatewayCode.brokenAnswer, `The server answered with status ${status}.`);
  }
  return { status: 405, headers: ['Allow', 'POST'], body: errorText(null, code.invalidRequest, 'Method not allowed') };
}
