import { hash } from 'node:crypto';
import type { Authenticator, Caller, NoCaller, Snapshot } from '@/lib/engines/gateway/ports';

/** A grant's token is 47 characters; what is longer than this is not hashed. */
const TOKEN_MAX = 128;

const unknown: NoCaller = { refused: 'unknown', caller: null };

/** Callers by grants alone, at once. `now`: milliseconds since 1970. */
export function createGrants(now: () => number): Authenticator {
  function find(tokenHash: string, resource: string, { grants }: Snapshot): Caller | NoCaller {
    const grant = grants.get(tokenHash);
    if (!grant) return unknown;
    if (grant.revoked) return { refused: 'revoked', caller: grant };
    if (grant.expiresAtMs <= now()) return { refused: 'expired', caller: grant };
    return grant.endpointId === resource ? grant : { refused: 'elsewhere', caller: grant };
  }
  return {
    authenticate: (token, resource, snapshot) =>
      token.length > TOKEN_MAX ? unknown : find(hash('sha256', token), resource, snapshot),
    renew: ({ tokenHash, endpointId }, snapshot) => find(tokenHash, endpointId, snapshot),
  };
}
