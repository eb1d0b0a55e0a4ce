import ipaddr from 'ipaddr.js';

/**
 * Client address from X-Forwarded-For: its last entry is our own peer, and `proxies` entries before it are from trusted
 * proxies; entries further left are untrusted. IPv6 is cut to its /64, since one customer has all of it.
 */
export function addressIn(forwarded: string | null, proxies: number): string {
  const entries = forwarded?.split(',').map((entry) => entry.trim()) ?? [];
  const entry = entries.at(-1 - proxies) ?? entries[0];
  if (!entry || !ipaddr.isValid(entry)) return 'unknown';
  const address = ipaddr.process(entry);
  if (address.kind() === 'ipv4') return address.toString();
  return `${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}
