import { type Answer, httpRefusal } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Head } from '@/lib/engines/gateway/http/head';
import type { Authenticator, Caller, NoCaller, Snapshot } from '@/lib/engines/gateway/ports';
import { challenge } from './challenge';

/** Characters of a token; a header with a longer one is refused before anything else is done with it. */
const TOKEN_MAX = 4_096;
const SCHEME_MAX = 'bearer '.length;

/**
 * Finds who asks: fills in endpoint and caller, or says what to answer. Runs on every request, since a session proves
 * nothing about its sender. Both are filled in where they are known, so that a refusal can be logged.
 */
export function authenticate(exchange: Exchange, authenticator: Authenticator): Answer | null | Promise<Answer | null> {
  const { snapshot, head, endpointId } = exchange;
  exchange.endpoint = snapshot.endpoints.get(endpointId) ?? null;
  const token = readToken(head);
  if (typeof token !== 'string') return token;
  const found = authenticator.authenticate(token, endpointId, snapshot);
  return found instanceof Promise ? found.then((late) => take(exchange, late)) : take(exchange, found);
}

/** Fills in endpoint and caller as the exchange's snapshot has them, or says why they stand no longer. */
export function renew(exchange: Exchange, authenticator: Authenticator): Answer | null {
  const { snapshot, endpointId, caller } = exchange;
  exchange.endpoint = snapshot.endpoints.get(endpointId) ?? null;
  return take(exchange, caller ? authenticator.renew(caller, snapshot) : { refused: 'unknown', caller: null });
}

/** The caller as a snapshot has it; null where it stands no longer there, or its endpoint does not. */
export function stillStands(by: Authenticator, caller: Caller | null, snapshot: Snapshot): Caller | null {
  const found = caller && by.renew(caller, snapshot);
  return found && !('refused' in found) && snapshot.endpoints.has(found.endpointId) ? found : null;
}

function take(exchange: Exchange, found: Caller | NoCaller): Answer | null {
  const refused = 'refused' in found ? found.refused : null;
  exchange.caller = 'refused' in found ? (found.caller ?? exchange.caller) : found;
  if (refused === null && exchange.endpoint) return null;
  return refused === null || refused === 'elsewhere'
    ? elsewhere()
    : challenge({ ...refusals[refused], error: 'invalid_token' });
}

const refusals = {
  unknown: { rule: '(unknown grant)', message: 'This grant is not known.' },
  revoked: { rule: '(grant revoked)', message: 'This grant was revoked.' },
  expired: { rule: '(grant expired)', message: 'This grant has expired.' },
};

function elsewhere(): Answer {
  return httpRefusal({ status: 404, rule: '(wrong server)', message: 'There is no such server for this grant.' });
}

function readToken({ authorization, repeated }: Head): string | Answer {
  if (repeated === 'authorization') return malformed('Send one Authorization header, not several.');
  if (authorization === undefined || authorization === '') {
    return challenge({ rule: '(no grant)', message: 'Send a grant token as Authorization: Bearer.' });
  }
  if (authorization.length > SCHEME_MAX + TOKEN_MAX) {
    return challenge({ ...refusals.unknown, error: 'invalid_token' });
  }
  const scheme = /^[^ ]*/.exec(authorization)?.[0].toLowerCase();
  if (scheme !== 'bearer') {
    const message = 'Send the grant token as Authorization: Bearer; other schemes are not accepted.';
    return challenge({ rule: '(malformed authorization)', message });
  }
  const token = /^bearer +([!-~]+)$/i.exec(authorization)?.[1];
  return token ?? malformed('Send one grant token after Bearer, without blanks in it.');
}

function malformed(message: string): Answer {
  return challenge({ rule: '(malformed authorization)', message, error: 'invalid_request' });
}
