import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { AppError } from '@/lib/base/errors';
import { shownUrl } from '@/lib/core/text/shown-url';
import { explainTls } from './explain-tls';
import type { Seen } from './observed-fetch';

/** Why reading a server failed, as one sentence for the person who typed its address. */
export function explainFailure(url: string, seen: Seen, error: unknown): string {
  const { origin, hostname } = new URL(url);
  if (error instanceof AppError) return `The server at ${origin} cannot be used: ${error.message}.`;
  if (seen.speaksHttpSse) return explainHttpSse(url);
  const version = unknownVersion(error);
  if (version !== null)
    return `The server at ${origin} cannot be used: it speaks MCP revision ${version}, which PolicyLayer does not support.`;
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) {
    return `The server at ${origin} did not answer in time.`;
  }
  if (seen.error !== undefined) return explainConnection(hostname, origin, seen.error);
  return explainAnswer(url, seen);
}

function explainHttpSse(url: string): string {
  return `The server at ${placeOf(url)} speaks the HTTP+SSE transport of MCP 2024-11-05, which is not supported. Register its Streamable HTTP endpoint, which often ends in /mcp, or put a proxy in front of it that offers one.`;
}

/** The library refuses an unknown revision and names it only in the message. */
function unknownVersion(error: unknown): string | null {
  const named = /protocol version is not supported: (.*)$/i.exec(error instanceof Error ? error.message : '')?.[1];
  return named === undefined ? null : plainVersion(named);
}

/** A server's name for a revision, as far as it can be shown. */
export function plainVersion(version: string): string {
  return version.slice(0, 30).replace(/[^\w.-]/g, '?');
}

/** With possible secrets masked. */
function placeOf(url: string): string {
  const { origin } = new URL(url);
  const [place = origin] = shownUrl(url).split('?');
  return place === `${origin}/` ? origin : place;
}

function hint(url: string): string {
  return /\/mcp\/?$/.test(new URL(url).pathname) ? '' : ' The endpoint often ends in /mcp.';
}

function explainAnswer(url: string, { status, contentType, location, speaksMcp, unreadable }: Seen): string {
  const { origin } = new URL(url);
  if (status === undefined) return `No MCP server answered at ${placeOf(url)}.${hint(url)}`;
  if (status === 401) return `The server at ${origin} requires credentials (401). Add the header that it expects.`;
  if (status === 403) return `The server at ${origin} refused the request (403). Check the credentials.`;
  if (status >= 300 && status < 400) {
    const target =
      location && URL.canParse(location, url) ? ` to ${shownUrl(new URL(location, url).href).slice(0, 200)}` : '';
    return `The server at ${origin} redirects${target} (${status}). Register the address it redirects to.`;
  }
  if (speaksMcp) {
    const why = unreadable === undefined ? '' : `: ${unreadable}`;
    return `The server at ${origin} speaks MCP, but its list of tools could not be read${why}.`;
  }
  return `No MCP server answered at ${placeOf(url)}: it returned ${kindOf(contentType)} with status ${status}.${hint(url)}`;
}

function kindOf(contentType: string | undefined): string {
  if (!contentType) return 'nothing readable';
  if (/html/i.test(contentType)) return 'HTML';
  if (/json/i.test(contentType)) return 'JSON that is not an MCP answer';
  if (/event-stream/i.test(contentType)) return 'an event stream that is no MCP answer';
  return contentType.split(';')[0]?.slice(0, 60) ?? 'nothing readable';
}

type Cause = { code?: unknown; name?: unknown; message?: unknown; cause?: unknown; errors?: unknown };

const bySystemCode: Record<string, (hostname: string, origin: string) => string> = {
  ENOTFOUND: (hostname) => `The name ${hostname} does not resolve. Check the address.`,
  EAI_AGAIN: (hostname) => `The name ${hostname} could not be resolved at the moment. Try again.`,
  ECONNREFUSED: (_, origin) => `Connection refused: nothing listens at ${origin}.`,
  ECONNRESET: (_, origin) => closedEarly(origin),
  UND_ERR_SOCKET: (_, origin) => closedEarly(origin),
  EHOSTUNREACH: (_, origin) => `The network has no route to ${origin}.`,
  ENETUNREACH: (_, origin) => `The network has no route to ${origin}.`,
  ETIMEDOUT: (_, origin) => `The server at ${origin} did not answer in time.`,
  UND_ERR_CONNECT_TIMEOUT: (_, origin) => `The server at ${origin} did not answer in time.`,
  UND_ERR_HEADERS_TIMEOUT: (_, origin) => `The server at ${origin} did not answer in time.`,
};

function closedEarly(origin: string): string {
  return `The connection to ${origin} was closed before an answer came. ${secureHint(origin)}`.trim();
}

/** A TLS port drops plain HTTP. */
function secureHint(origin: string): string {
  return origin.startsWith('http:')
    ? 'If the server expects a secure connection, its address starts with https://.'
    : '';
}

function explainConnection(hostname: string, origin: string, error: unknown): string {
  for (const { code, name, message } of chainOf(error)) {
    if (name === 'RefusedAddress') return String(message);
    const known = bySystemCode[String(code)];
    if (known) return known(hostname, origin);
    if (name === 'TimeoutError' || name === 'AbortError') return `The server at ${origin} did not answer in time.`;
    const tls = explainTls(hostname, String(code), String(message));
    if (tls !== null) return `A secure connection to ${origin} failed: ${tls}.`;
    if (name === 'HTTPParserError')
      return `The server at ${origin} does not answer with HTTP. ${secureHint(origin)}`.trim();
  }
  return `The server at ${origin} could not be reached.`;
}

/** The error and its causes, outermost first, including those of an AggregateError. */
function* chainOf(error: unknown, depth = 0): Generator<Cause> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  const cause: Cause = error;
  yield cause;
  yield* chainOf(cause.cause, depth + 1);
  if (Array.isArray(cause.errors)) yield* chainOf(cause.errors[0], depth + 1);
}
