import { CLIENT_CAPABILITIES_KEY, eraOf, MODERN_VERSIONS, metaOf, PROTOCOL_VERSION_KEY } from '@/lib/core/mcp/eras';
import { code } from '@/lib/core/mcp/errors';
import { headerMismatch } from '@/lib/core/mcp/headers';
import { isRecord, type Notification, type Request } from '@/lib/core/mcp/message';
import type { Session, SessionStore } from '@/lib/engines/gateway/auth/session-store';
import { type Answer, headersDiffer, protocolRefusal, sessionNotFound } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import { checkVersion, toldToModern } from './negotiation';
import type { Reading } from './reading';
import { refuseTasks, withoutTasks } from './tasks';

/** A promise only where sessions are kept elsewhere. */
type MaybeLater = Answer | null | Promise<Answer | null>;

/**
 * Holds a message against its protocol era: fills in message, call, era and session, or says what to answer. What passes
 * here reads the same for us and for every server behind us.
 */
export function checkProtocol(exchange: Exchange, reading: Reading, sessions: SessionStore): MaybeLater {
  const { message } = reading;
  if (message.kind === 'unreadable') {
    const { id, code: errorCode, problem } = message;
    return protocolRefusal({
      status: 400,
      id,
      code: errorCode,
      rule: '(unreadable)',
      message: `Bad Request: ${problem}`,
    });
  }
  exchange.message = message;
  exchange.wrongParam = reading.wrongParam;
  exchange.call = reading.call;
  if (message.kind === 'response') return readSession(exchange, sessions);
  exchange.era = eraOf(message.params, exchange.head['mcp-protocol-version']);
  const problem = exchange.era === 'modern' ? checkModern(exchange, message) : checkLegacy(exchange, message, sessions);
  if (problem instanceof Promise) return problem.then((late) => late ?? takeTasks(exchange, message));
  return problem ?? takeTasks(exchange, message);
}

function takeTasks(exchange: Exchange, message: Request | Notification): Answer | null {
  if (exchange.body) exchange.body = withoutTasks(message, exchange.body);
  return refuseTasks(exchange);
}

function checkModern(exchange: Exchange, message: Request | Notification): Answer | null {
  const { head } = exchange;
  const claimed = metaOf(message.params)[PROTOCOL_VERSION_KEY];
  if (message.kind === 'notification') return null;
  const problem = envelopeProblem(exchange, message);
  if (problem) return problem;
  const version = String(claimed);
  const headers = { version: head['mcp-protocol-version'], method: head['mcp-method'], name: head['mcp-name'] };
  const mismatch = headerMismatch(headers, version, message.method, message.params);
  if (mismatch) return headersDiffer(exchange, mismatch);
  return MODERN_VERSIONS.some((known) => known === version) ? null : unsupportedVersion(exchange, message, version);
}

/** The envelope of a modern request: a version and the client's capabilities. */
function envelopeProblem({ head }: Exchange, message: Request): Answer | null {
  const meta = metaOf(message.params);
  if (!(PROTOCOL_VERSION_KEY in meta)) {
    const missing = [PROTOCOL_VERSION_KEY, CLIENT_CAPABILITIES_KEY].filter((key) => !(key in meta));
    const named = '_meta' in message.params ? missing : ['_meta'];
    const text = `Invalid params: the MCP-Protocol-Version header names protocol revision ${head['mcp-protocol-version']}, but the request is missing the required per-request envelope key(s): ${named.join(', ')}`;
    return invalidEnvelope(message, text, { missing: named });
  }
  if (typeof meta[PROTOCOL_VERSION_KEY] !== 'string') {
    return wrongKey(message, PROTOCOL_VERSION_KEY, 'expected a protocol version string');
  }
  if (isRecord(meta[CLIENT_CAPABILITIES_KEY])) return null;
  return wrongKey(message, CLIENT_CAPABILITIES_KEY, CLIENT_CAPABILITIES_KEY in meta ? 'expected an object' : 'missing');
}

function wrongKey(message: Request, key: string, problem: string): Answer {
  const text = `Invalid _meta envelope for protocol revision ${MODERN_VERSIONS[0]}: ${key}: ${problem}`;
  return invalidEnvelope(message, text, { key, problem });
}

function invalidEnvelope(message: Request, text: string, envelope: object): Answer {
  return protocolRefusal({
    status: 400,
    id: message.id,
    code: code.invalidParams,
    rule: '(invalid request)',
    message: text,
    data: { envelope },
  });
}

function unsupportedVersion({ endpoint }: Exchange, message: Request, requested: string): Answer {
  return protocolRefusal({
    status: 400,
    id: message.id,
    code: code.unsupportedVersion,
    rule: '(unknown version)',
    message: `Unsupported protocol version: ${requested}`,
    data: { supported: toldToModern(endpoint?.target ?? null), requested },
  });
}

function checkLegacy(exchange: Exchange, message: Request | Notification, sessions: SessionStore): MaybeLater {
  // A client that begins anew may still carry the id of a session that ended.
  if (message.method === 'initialize') return null;
  return readSession(exchange, sessions);
}

function resume(exchange: Exchange, session: Session | null): Answer | null {
  exchange.session = session;
  return session ? checkVersion(exchange) : sessionNotFound(exchange);
}

/** Finds the session that a legacy request names, and holds the version it names against it. */
export function readSession(exchange: Exchange, sessions: SessionStore): MaybeLater {
  const { head, caller, endpoint, message } = exchange;
  const id = head['mcp-session-id'];
  if (id !== undefined) {
    const found = caller && endpoint ? sessions.find(id, caller, endpoint) : null;
    return found instanceof Promise ? found.then((late) => resume(exchange, late)) : resume(exchange, found);
  }
  // A GET or DELETE of the modern era is answered as a method that is not allowed.
  return message === null ? null : checkVersion(exchange);
}
