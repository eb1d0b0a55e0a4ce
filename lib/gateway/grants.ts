import { hash } from 'node:crypto';
import { type Answer, httpRefusal } from './errors';
import type { Exchange } from './exchange';
import type { GrantEntry } from './ports';

const CHALLENGE = ['WWW-Authenticate', 'Bearer error="invalid_token"'];

/**
 * Finds who asks: fills in server and grant, or says what to answer. Runs on every request, since a session proves
 * nothing about its sender. The grant and the server are filled in where they are known, so that a refusal can be logged.
 */
export function authenticate(exchange: Exchange, nowMs: number): Answer | null {
  const { snapshot, head, serverId } = exchange;
  exchange.server = snapshot.servers.get(serverId) ?? null;
  const token = head.repeated === 'authorization' ? null : bearerOf(head.authorization);
  const grant = token === null ? undefined : snapshot.grants.get(hash('sha256', token));
  if (!grant) return refuse('(no grant)', 'Send a grant token as Authorization: Bearer.');
  exchange.grant = grant;
  if (grant.revoked) return refuse('(grant revoked)', 'This grant was revoked.');
  if (grant.expiresAtMs <= nowMs) return refuse('(grant expired)', 'This grant has expired.');
  if (!exchange.server || grant.serverId !== serverId) {
    return httpRefusal({ status: 404, rule: '(wrong server)', message: 'There is no such server for this grant.' });
  }
  return null;
}

/** Whether a grant still stands in a snapshot, with its server. */
export function stillStands(grant: GrantEntry, exchange: Pick<Exchange, 'snapshot'>, nowMs: number): GrantEntry | null {
  const current = exchange.snapshot.grants.get(grant.tokenHash);
  if (!current || current.revoked || current.expiresAtMs <= nowMs) return null;
  return exchange.snapshot.servers.has(current.serverId) ? current : null;
}

function refuse(rule: string, message: string): Answer {
  return httpRefusal({ status: 401, rule, message, headers: CHALLENGE });
}

/** Grant tokens are 47 characters; what is longer is not even hashed. */
const TOKEN_MAX = 128;

function bearerOf(authorization: string | undefined): string | null {
  const token = authorization === undefined ? undefined : /^bearer +([!-~]+)$/i.exec(authorization)?.[1];
  return token !== undefined && token.length <= TOKEN_MAX ? token : null;
}
