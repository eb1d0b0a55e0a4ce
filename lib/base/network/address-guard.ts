import { lookup } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Agent, buildConnector } from 'undici';
import { UnpausedAgent } from './unpaused';

/** Connection refused by the address guard. */
class RefusedAddress extends Error {
  override name = 'RefusedAddress' as const;

  constructor(host: string) {
    super(notPublic(host));
  }
}

/** Bytes of one answer; more ends it with an error. Above the limits of all readers. */
const ANSWER_BYTES_MAX = 24 * 1024 * 1024;

type ConnectOptions = { allowPrivate: boolean; connectTimeoutMs?: number | undefined };
type Options = Omit<Agent.Options, 'connect' | 'maxResponseSize'> & ConnectOptions;

/** Both rights are needed to reach a private address. */
export type PrivateRight = { installation: boolean; organisation: boolean };

/**
 * SSRF guard: an HTTP agent for public unicast addresses and, with `allowPrivate`, loopback and private ones.
 * Link-local, metadata, multicast and reserved addresses are always refused. The checked address is the one connected
 * to (no DNS rebinding). No redirects.
 */
export function guardedAgent({ allowPrivate, connectTimeoutMs, ...options }: Options): Agent {
  const connect = guardedConnector({ allowPrivate, connectTimeoutMs });
  return new UnpausedAgent({ ...options, maxResponseSize: ANSWER_BYTES_MAX, connect });
}

/** Connector with the same guard, with TLS for https. */
export function guardedConnector({ allowPrivate, connectTimeoutMs = 5_000 }: ConnectOptions): buildConnector.connector {
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup(allowPrivate) });
  return (target, callback) => {
    // A literal address is connected to without a lookup, so it is checked here.
    const host = withoutBrackets(target.hostname);
    if (isIP(host) && !mayReach(host, allowPrivate)) callback(new RefusedAddress(host), null);
    else connect(target, callback);
  };
}

/** Why a URL may not be reached, in sentences that name the missing right; null: it may. */
export async function refusedAddress(url: string, right: PrivateRight): Promise<string | null> {
  const host = withoutBrackets(new URL(url).hostname);
  // A name that does not resolve is not refused here; connecting gives the better error.
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

/** The only allocated part of IPv6; everything else, such as ::/96 with an embedded IPv4 address, is refused. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Azure's host agent, on a public address. */
const AZURE_HOST = '168.63.129.16';

/** Loopback, RFC 1918, carrier-grade NAT (used by overlay networks) and unique local addresses. */
const PRIVATE = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
];
/** Metadata services within those ranges: Alibaba, AWS (with its resolver and clock) and Google. */
const METADATA = ['100.100.100.200/32', 'fd00:ec2::/32', 'fd20:ce::254/128'];

/**
 * Kind of an address, after unwrapping IPv4 in IPv6. `never`: unspecified, link-local with the metadata services,
 * multicast, broadcast, NAT64, 6to4, Teredo, reserved, and invalid addresses.
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
