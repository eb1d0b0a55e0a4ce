import type { Response } from '@/lib/core/mcp/answer';
import { LEGACY_VERSIONS, MODERN_VERSIONS } from '@/lib/core/mcp/eras';
import { code, errorText } from '@/lib/core/mcp/errors';
import type { Id } from '@/lib/core/mcp/message';
import { type Answer, gatewayCode, protocolRefusal } from '@/lib/engines/gateway/errors';
import { type Exchange, idOf, methodOf } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import type { Target } from '@/lib/engines/gateway/ports';

/** Relayed where a server agrees to it; nobody is told to ask for it whose server was not seen to. */
const NOT_ADVERTISED = '2024-11-05';

/**
 * The revisions that a client is told it may use: those that the server was seen to speak, of the ones that are relayed.
 * Where nothing is known of the server, or only of the other era, all that servers commonly speak.
 */
export function toldVersions(target: Target | null, relayed: readonly string[]): readonly string[] {
  const known = relayed.filter((version) => target?.versions.includes(version));
  return known.length > 0 ? known : relayed.filter((version) => version !== NOT_ADVERTISED);
}

/** The revisions told to a client of the modern era: it is not sent to one that its server does not speak. */
export function toldToModern(target: Target | null): readonly string[] {
  const isLegacyOnly = target !== null && target.versions.length > 0 && !target.versions.some(isModern);
  return toldVersions(target, isLegacyOnly ? LEGACY_VERSIONS : MODERN_VERSIONS);
}

function isModern(version: string): boolean {
  return MODERN_VERSIONS.some((known) => known === version);
}

function isRelayedLegacy(version: string): boolean {
  return LEGACY_VERSIONS.some((known) => known === version);
}

/**
 * Holds the MCP-Protocol-Version of a legacy request against what its session agreed to, or where there is none against
 * what is relayed. Clients of early revisions send no such header.
 */
export function checkVersion(exchange: Exchange): Answer | null {
  const { session, endpoint, head } = exchange;
  const version = head['mcp-protocol-version'];
  if (version === undefined) return null;
  const agreed = session?.version ?? null;
  if (agreed === null ? isRelayedLegacy(version) : agreed === version) return null;
  const supported = agreed === null ? toldVersions(endpoint?.target ?? null, LEGACY_VERSIONS) : [agreed];
  const reason = agreed === null ? '' : `; this session agreed to ${agreed}`;
  return protocolRefusal({
    status: 400,
    id: idOf(exchange),
    code: code.invalidRequest,
    rule: '(unknown version)',
    message: `Bad Request: Unsupported protocol version: ${version}${reason}`,
    data: { supported, requested: version },
  });
}

/**
 * Reads what a server answers to `initialize`: remembers the revision that it agreed to, and ends the session where it
 * refused or agreed to one that is not relayed. The text to answer with instead, or null where the answer stands.
 */
export function settleVersion(gate: Gate, exchange: Exchange, { id, result }: Response): string | null {
  if (exchange.message === null) return refuseReplayed(exchange, id, result?.version ?? null);
  if (exchange.era !== 'legacy' || methodOf(exchange) !== 'initialize' || id !== idOf(exchange)) return null;
  if (result === null) {
    endSession(gate, exchange);
    return null;
  }
  const { version } = result;
  if (version !== null && !isRelayedLegacy(version)) return notRelayed(gate, exchange, version);
  if (exchange.session) gate.sessions.settle(exchange.session, version);
  return null;
}

/** The stream of a GET may replay the answer to `initialize`: a client must not go on under another revision. */
function refuseReplayed(exchange: Exchange, id: unknown, version: string | null): string | null {
  const agreed = exchange.session?.version ?? null;
  if (version === null || (agreed === null ? isRelayedLegacy(version) : agreed === version)) return null;
  return versionError(exchange, typeof id === 'string' || typeof id === 'number' ? id : null, version);
}

function notRelayed(gate: Gate, exchange: Exchange, version: string): string {
  endSession(gate, exchange);
  return versionError(exchange, idOf(exchange), version);
}

function versionError(exchange: Exchange, id: Id | null, version: string): string {
  exchange.failure = 'unknown protocol version';
  const text = `The server agreed to protocol version ${version.slice(0, 30)}, which is not relayed.`;
  const data = { requestId: exchange.id, relayed: LEGACY_VERSIONS };
  return errorText(id, gatewayCode.brokenAnswer, text, data);
}

function endSession(gate: Gate, exchange: Exchange): void {
  if (exchange.session) gate.sessions.end(exchange.session);
  exchange.session = null;
}
