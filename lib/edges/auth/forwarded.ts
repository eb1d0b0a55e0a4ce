import ipaddr from 'ipaddr.js';

/**
 * The client's address in X-Forwarded-For, whose last entry is the peer of our own connection and whose `proxies` entries
 * before it were written by proxies of ours; what stands further left is the client's own word. Of an IPv6 address the
 * network of 64 bits, since one customer has all of it.
 */
export function addressIn(forwarded: string | null, proxies: number): string {
  const entries = forwarded?.split(',').map((entry) => entry.trim()) ?? [];
  const entry = entries.at(-1 - proxies) ?? entries[0];
  if (!entry || !ipaddr.isValid(entry)) return 'unknown';
  const address = ipaddr.process(entry);
  if (address.kind() === 'ipv4') return address.toString();
  return `${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}
