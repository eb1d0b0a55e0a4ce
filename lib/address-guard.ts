import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';

/** A connection that was not made because its address is not a public one. */
export class RefusedAddress extends Error {
  override name = 'RefusedAddress' as const;

  constructor(host: string) {
    super(`${host} is not a public address. Servers on private addresses need ALLOW_PRIVATE_UPSTREAMS.`);
  }
}

type Options = Omit<Agent.Options, 'connect'> & { allowPrivate: boolean; connectTimeoutMs: number };

/**
 * An HTTP client that connects to public unicast addresses only. The address that was checked is the one connected to,
 * so a name that resolves differently the next time gains nothing. Does not follow redirects.
 */
export function guardedAgent({ allowPrivate, connectTimeoutMs, ...options }: Options): Agent {
  if (allowPrivate) return new Agent({ ...options, connect: { timeout: connectTimeoutMs } });
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: publicLookup });
  return new Agent({
    ...options,
    // A literal address is connected to without a look-up, so it is checked here.
    connect: (target, callback) => {
      const host = withoutBrackets(target.hostname);
      if (isIP(host) && !isPublic(host)) callback(new RefusedAddress(host), null);
      else connect(target, callback);
    },
  });
}

/** The host of a URL when it is an address, or a name for one, that is refused without asking DNS; else null. */
export function refusedAddress(url: URL): string | null {
  const host = withoutBrackets(url.hostname);
  if (isIP(host)) return isPublic(host) ? null : host;
  return /(^|\.)localhost\.?$/i.test(host) ? host : null;
}

const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0];
    if (error || !first) return callback(error ?? new RefusedAddress(host), []);
    if (!addresses.every(({ address }) => isPublic(address))) return callback(new RefusedAddress(host), []);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** Public unicast after IPv4 inside IPv6 is unwrapped: no loopback, private, link-local, carrier, NAT64 or reserved range. */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
