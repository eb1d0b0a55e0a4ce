import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { AppError } from '@/lib/errors';
import { shownUrl } from '@/lib/shown-url';
import type { Seen } from './observed-fetch';

/** What went wrong while reading a server, as one sentence for the person who typed its address. */
export function explainFailure(url: string, seen: Seen, error: unknown): string {
  const { origin, hostname } = new URL(url);
  if (error instanceof AppError) return `The server at ${origin} cannot be used: ${error.message}.`;
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) {
    return `The server at ${origin} did not answer in time.`;
  }
  if (seen.error !== undefined) return explainConnection(hostname, origin, seen.error);
  return explainAnswer(url, seen);
}

/** Without what may be a secret. */
function placeOf(url: string): string {
  const { origin } = new URL(url);
  const [place = origin] = shownUrl(url).split('?');
  return place === `${origin}/` ? origin : place;
}

function hint(url: string): string {
  return /\/mcp\/?$/.test(new URL(url).pathname) ? '' : ' The endpoint often ends in /mcp.';
}

function explainAnswer(url: string, { status, contentType, location, speaksMcp }: Seen): string {
  const { origin } = new URL(url);
  if (status === undefined) return `No MCP server answered at ${placeOf(url)}.${hint(url)}`;
  if (status === 401) return `The server at ${origin} wants credentials (401). Add the header it expects.`;
  if (status === 403) return `The server at ${origin} refused the request (403). Check the credentials.`;
  if (status >= 300 && status < 400) {
    const target =
      location && URL.canParse(location, url) ? ` to ${shownUrl(new URL(location, url).href).slice(0, 200)}` : '';
    return `The server at ${origin} redirects${target} (${status}). Register the address it redirects to.`;
  }
  if (speaksMcp) return `The server at ${origin} speaks MCP, but its list of tools could not be read.`;
  return `No MCP server answered at ${placeOf(url)}: it returned ${kindOf(contentType)} with status ${status}.${hint(url)}`;
}

function kindOf(contentType: string | undefined): string {
  if (!contentType) return 'nothing readable';
  if (/html/i.test(contentType)) return 'HTML';
  if (/json/i.test(contentType)) return 'JSON that is no MCP answer';
  if (/event-stream/i.test(contentType)) return 'an event stream that is no MCP answer';
  return contentType.split(';')[0]?.slice(0, 60) ?? 'nothing readable';
}

type Cause = { code?: unknown; name?: unknown; message?: unknown; cause?: unknown; errors?: unknown };

const bySystemCode: Record<string, (hostname: string, origin: string) => string> = {
  ENOTFOUND: (hostname) => `The name ${hostname} does not resolve. Check the address.`,
  EAI_AGAIN: (hostname) => `The name ${hostname} could not be looked up just now. Try again.`,
  ECONNREFUSED: (_, origin) => `Connection refused: nothing listens at ${origin}.`,
  ECONNRESET: (_, origin) => `The connection to ${origin} was closed before an answer came.`,
  UND_ERR_SOCKET: (_, origin) => `The connection to ${origin} was closed before an answer came.`,
  EHOSTUNREACH: (_, origin) => `The network has no way to ${origin}.`,
  ENETUNREACH: (_, origin) => `The network has no way to ${origin}.`,
  ETIMEDOUT: (_, origin) => `The server at ${origin} did not answer in time.`,
  UND_ERR_CONNECT_TIMEOUT: (_, origin) => `The server at ${origin} did not answer in time.`,
  UND_ERR_HEADERS_TIMEOUT: (_, origin) => `The server at ${origin} did not answer in time.`,
};

function explainConnection(hostname: string, origin: string, error: unknown): string {
  for (const { code, name, message } of chainOf(error)) {
    if (name === 'RefusedAddress') return String(message);
    const known = bySystemCode[String(code)];
    if (known) return known(hostname, origin);
    if (name === 'TimeoutError' || name === 'AbortError') return `The server at ${origin} did not answer in time.`;
    if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO_|SELF_SIGNED|EPROTO)/.test(String(code))) {
      return `A secure connection to ${origin} failed: ${String(message).slice(0, 200)}.`;
    }
  }
  return `The server at ${origin} could not be reached.`;
}

/** The error and what caused it, outermost first; a connection to several addresses fails with several errors. */
function* chainOf(error: unknown, depth = 0): Generator<Cause> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  const cause: Cause = error;
  yield cause;
  yield* chainOf(cause.cause, depth + 1);
  if (Array.isArray(cause.errors)) yield* chainOf(cause.errors[0], depth + 1);
}
