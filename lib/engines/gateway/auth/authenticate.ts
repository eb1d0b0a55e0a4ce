import { hash } from 'node:crypto';
import { type Answer, httpRefusal } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Head } from '@/lib/engines/gateway/http/head';
import type { GrantEntry } from '@/lib/engines/gateway/ports';

/** RFC 6750: a request without credentials is told no error, only that credentials are wanted. */
const WANTED = 'Bearer';

/**
 * Finds who asks: fills in endpoint and grant, or says what to answer. Runs on every request, since a session proves
 * nothing about its sender. The grant and the endpoint are filled in where they are known, so that a refusal can be logged.
 */
export function authenticate(exchange: Exchange, nowMs: number): Answer | null {
  const { snapshot, head, endpointId } = exchange;
  exchange.endpoint = snapshot.endpoints.get(endpointId) ?? null;
  const token = readToken(head);
  if (typeof token !== 'string') return token;
  const grant = token.length > TOKEN_MAX ? undefined : snapshot.grants.get(hash('sha256', token));
  if (!grant) return invalidToken('(unknown grant)', 'This grant is not known.');
  exchange.grant = grant;
  if (grant.revoked) return invalidToken('(grant revoked)', 'This grant was revoked.');
  if (grant.expiresAtMs <= nowMs) return invalidToken('(grant expired)', 'This grant has expired.');
  if (!exchange.endpoint || grant.serverId !== endpointId) {
    return httpRefusal({ status: 404, rule: '(wrong server)', message: 'There is no such server for this grant.' });
  }
  return null;
}

/** Whether a grant still stands in a snapshot, with its server. */
export function stillStands(grant: GrantEntry, exchange: Pick<Exchange, 'snapshot'>, nowMs: number): GrantEntry | null {
  const current = exchange.snapshot.grants.get(grant.tokenHash);
  if (!current || current.revoked || current.expiresAtMs <= nowMs) return null;
  return exchange.snapshot.endpoints.has(current.serverId) ? current : null;
}

/** Grant tokens are 47 characters; what is longer is not even hashed. */
const TOKEN_MAX = 128;

function readToken({ authorization, repeated }: Head): string | Answer {
  if (repeated === 'authorization') return malformed('Send one Authorization header, not several.');
  if (authorization === undefined || authorization === '') {
    return unauthorised('(no grant)', 'Send a grant token as Authorization: Bearer.', WANTED);
  }
  const scheme = /^[^ ]*/.exec(authorization)?.[0].toLowerCase();
  if (scheme !== 'bearer') {
    const message = 'Send the grant token as Authorization: Bearer; other schemes are not accepted.';
    return unauthorised('(malformed authorization)', message, WANTED);
  }
  const token = /^bearer +([!-~]+)$/i.exec(authorization)?.[1];
  return token ?? malformed('Send one grant token after Bearer, without blanks in it.');
}

function malformed(message: string): Answer {
  return unauthorised('(malformed authorization)', message, challenge('invalid_request', message));
}

function invalidToken(rule: string, message: string): Answer {
  return unauthorised(rule, message, challenge('invalid_token', message));
}

/** `message` is one of ours: neither quotes nor backslashes are in it. */
function challenge(error: 'invalid_request' | 'invalid_token', message: string): string {
  return `Bearer error="${error}", error_description="${message}"`;
}

function unauthorised(rule: string, message: string, wanted: string): Answer {
  return httpRefusal({ status: 401, rule, message, headers: ['WWW-Authenticate', wanted] });
}
