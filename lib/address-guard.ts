import { lookup } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';
import { env } from './env';

/** A connection that was not made because its address is not a public one. */
class RefusedAddress extends Error {
  override name = 'RefusedAddress' as const;

  constructor(host: string) {
    super(sentence(host));
  }
}

type Options = Omit<Agent.Options, 'connect'> & { allowPrivate?: boolean; connectTimeoutMs?: number };

/**
 * An HTTP client that connects to public unicast addresses only, unless `allowPrivate` (ALLOW_PRIVATE_UPSTREAMS when
 * absent). The address that was checked is the one connected to, so a name that resolves differently the next time gains
 * nothing. Does not follow redirects.
 */
export function guardedAgent({ allowPrivate, connectTimeoutMs = 5_000, ...options }: Options = {}): Agent {
  if (allowPrivate ?? env().ALLOW_PRIVATE_UPSTREAMS)
    return new Agent({ ...options, connect: { timeout: connectTimeoutMs } });
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

/** Why a server at this URL could not be reached for its address, as a sentence; null when nothing speaks against it. */
export async function refusedAddress(
  url: string,
  allowPrivate = env().ALLOW_PRIVATE_UPSTREAMS,
): Promise<string | null> {
  if (allowPrivate) return null;
  const host = withoutBrackets(new URL(url).hostname);
  // A name that does not resolve is no refusal: connecting says so better.
  const addresses = isIP(host) ? [{ address: host }] : await lookupAll(host, { all: true }).catch(() => []);
  return addresses.every(({ address }) => isPublic(address)) ? null : sentence(host);
}

const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0];
    if (error || !first) return callback(error ?? new RefusedAddress(host), []);
    if (!addresses.every(({ address }) => isPublic(address))) return callback(new RefusedAddress(host), []);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** The only part of IPv6 that is given out; everything else, such as ::/96 with an IPv4 address inside, is nobody's. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
/** A public address at which every Azure machine reaches the host it runs on. */
const AZURE_HOST = '168.63.129.16';

/** Public unicast after IPv4 inside IPv6 is unwrapped: no loopback, private, link-local, carrier, NAT64 or reserved range. */
function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const known = ipaddr.process(address);
  if (known.range() !== 'unicast' || known.toString() === AZURE_HOST) return false;
  return known.kind() === 'ipv4' || known.match(GLOBAL_IPV6);
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

function sentence(host: string): string {
  return `${host} is not a public address. Servers on private addresses need ALLOW_PRIVATE_UPSTREAMS.`;
}
