import { readJson } from '@/lib/core/mcp/json';
import { isRecord } from '@/lib/core/mcp/message';
import { type Exchange, idOf } from '@/lib/engines/gateway/exchange';

/** What the body of an answer without success says. */
export type ServerError = {
  /** It is a JSON-RPC error under the id of the request, readable or not: the server knows what it answers. */
  isOwn: boolean;
  /** The error, where the body is one JSON-RPC error that every reader understands alike. */
  error: { code: number; message: string; data?: unknown } | null;
};

const MEMBERS: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'error']);

/** Reads the body of an answer with an error status. Never throws. */
export function readServerError(exchange: Exchange, body: string): ServerError {
  const json = readJson(body, true);
  if ('problem' in json) return { isOwn: claimsId(exchange, body), error: null };
  const { value } = json;
  if (!isRecord(value) || !isRecord(value.error)) return { isOwn: false, error: null };
  const { code, message, data } = value.error;
  const isError =
    Object.keys(value).every((key) => MEMBERS.has(key)) && Number.isSafeInteger(code) && typeof message === 'string';
  return {
    isOwn: exchange.message?.kind === 'request' && value.id === idOf(exchange),
    error: isError ? { code: Number(code), message: String(message), data } : null,
  };
}

/** Whether a body that is not relayed, such as one with a key twice, still answers this very request. */
function claimsId(exchange: Exchange, body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return (
      isRecord(value) && isRecord(value.error) && exchange.message?.kind === 'request' && value.id === idOf(exchange)
    );
  } catch {
    return false;
  }
}

/** JSON-RPC's own codes and MCP's for resources and elicitation: errors of a message, never of a session. */
const OF_A_MESSAGE: ReadonlySet<number> = new Set([-32_700, -32_601, -32_602, -32_603, -32_002, -32_042]);
const NAMES_SESSION = /\bsession(?:[- ]?id)?\b|not initialized/i;
const LOST =
  /not found|unknown|invalid|no valid|expired|terminated|ended|closed|no longer|does not exist|not initialized/i;
/** Characters of a plain answer that are looked at. */
const PLAIN_LENGTH_MAX = 500;

/**
 * Whether an error status means that the server no longer knows the session. An error under the request's id never does:
 * it is about the request, whatever words it uses. Clients begin anew on 404 only, and some servers answer 400.
 */
export function isSessionLost(status: number, body: string, { isOwn, error }: ServerError): boolean {
  if (isOwn) return false;
  if (status === 404) return error === null || !OF_A_MESSAGE.has(error.code) || namesLostSession(error.message);
  return status === 400 && namesLostSession(error === null ? plain(body) : error.message);
}

/** Whether a text says that a session is over. */
export function namesLostSession(text: string): boolean {
  return NAMES_SESSION.test(text) && LOST.test(text);
}

/** Empty for a page: what proxies and firewalls say is about no session. */
function plain(body: string): string {
  return body.trimStart().startsWith('<') ? '' : body.slice(0, PLAIN_LENGTH_MAX);
}
