import { lookup } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Agent, buildConnector } from 'undici';
import { UnpausedAgent } from './unpaused';

/** A connection that was not made because its address may not be reached. */
class RefusedAddress extends Error {
  override name = 'RefusedAddress' as const;

  constructor(host: string) {
    super(notPublic(host));
  }
}

/** Bytes of one answer, above what those who read answers take; more ends it with an error. */
const ANSWER_BYTES_MAX = 24 * 1024 * 1024;

type ConnectOptions = { allowPrivate: boolean; connectTimeoutMs?: number | undefined };
type Options = Omit<Agent.Options, 'connect' | 'maxResponseSize'> & ConnectOptions;

/** Who would have to allow a private address; it is reached only where both do. */
export type PrivateRight = { installation: boolean; organisation: boolean };

/**
 * An HTTP client that connects to public unicast addresses only and, with `allowPrivate`, to loopback and private ones.
 * Link-local, metadata, multicast and reserved addresses are never reached. The address that was checked is the one
 * connected to, so a name that resolves differently the next time gains nothing. Does not follow redirects.
 */
export function guardedAgent({ allowPrivate, connectTimeoutMs, ...options }: Options): Agent {
  const connect = guardedConnector({ allowPrivate, connectTimeoutMs });
  return new UnpausedAgent({ ...options, maxResponseSize: ANSWER_BYTES_MAX, connect });
}

/** Opens connections to the addresses that `guardedAgent` reaches, with TLS for https. */
export function guardedConnector({ allowPrivate, connectTimeoutMs = 5_000 }: ConnectOptions): buildConnector.connector {
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup(allowPrivate) });
  return (target, callback) => {
    // A literal address is connected to without a look-up, so it is checked here.
    const host = withoutBrackets(target.hostname);
    if (isIP(host) && !mayReach(host, allowPrivate)) callback(new RefusedAddress(host), null);
    else connect(target, callback);
  };
}

/** Why a server at this URL may not be reached, in sentences that say what is missing; null when nothing speaks against it. */
export async function refusedAddress(url: string, right: PrivateRight): Promise<string | null> {
  const host = withoutBrackets(new URL(url).hostname);
  // A name that does not resolve is no refusal: connecting says so better.
  const addresses = isIP(host) ? [{ address: host }] : await lookupAll(host, { all: true }).catch(() => []);
  const kinds = addresses.map(({ address }) => kindOf(address));
  if (kinds.includes('never')) {
    return `${notPublic(host)} Link-local, metadata and reserved addresses are never reached.`;
  }
  if (!kinds.includes('private') || (right.installation && right.organisation)) return null;
  return `${notPublic(host)} ${right.installation ? organisationMissing : installationMissing}`;
}

const installationMissing =
  'This installation allows no private addresses. They need ALLOW_PRIVATE_UPSTREAMS=1 in its settings.';
const organisationMissing =
  'Your organisation may not reach private addresses. The owner of this installation can allow it with npm run organisation -- allow-private.';

function notPublic(host: string): string {
  return `${host} is not a public address.`;
}

function guardedLookup(allowPrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error || !first) return callback(error ?? new RefusedAddress(host), []);
      if (!addresses.every(({ address }) => mayReach(address, allowPrivate)))
        return callback(new RefusedAddress(host), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function mayReach(address: string, allowPrivate: boolean): boolean {
  const kind = kindOf(address);
  return kind === 'public' || (kind === 'private' && allowPrivate);
}

/** The only part of IPv6 that is given out; everything else, such as ::/96 with an IPv4 address inside, is nobody's. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** A public address at which every Azure machine reaches the host it runs on. */
const AZURE_HOST = '168.63.129.16';

/** Loopback, RFC 1918, carrier-grade NAT (overlay networks use it) and unique local addresses: all that a person may open. */
const PRIVATE = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
];
/** Metadata services of clouds that lie within those: Alibaba, AWS (with its resolver and clock) and Google. */
const METADATA = ['100.100.100.200/32', 'fd00:ec2::/32', 'fd20:ce::254/128'];

/**
 * What an address is, after IPv4 inside IPv6 is unwrapped. `never` holds what no right opens: unspecified, link-local with
 * the metadata services, multicast, broadcast, NAT64, 6to4, Teredo, reserved, and whatever is no address.
 */
function kindOf(address: string): 'public' | 'private' | 'never' {
  if (!ipaddr.isValid(address)) return 'never';
  const known = ipaddr.process(address);
  if (isWithin(known, METADATA) || known.toString() === AZURE_HOST) return 'never';
  if (isWithin(known, PRIVATE)) return 'private';
  const isGlobal = known.kind() === 'ipv4' || known.match(GLOBAL_IPV6);
  return isGlobal && known.range() === 'unicast' ? 'public' : 'never';
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, ranges: readonly string[]): boolean {
  return ranges.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
