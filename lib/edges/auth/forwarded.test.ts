import { expect, test } from 'vitest';
import { addressIn } from './forwarded';

test('without a trusted proxy, X-Forwarded-For of the client is ignored', () => {
  expect(addressIn('203.0.113.7', 0)).toBe('203.0.113.7');
  expect(addressIn('1.1.1.1, 2.2.2.2, 203.0.113.7', 0)).toBe('203.0.113.7');
});

test('behind a trusted proxy, the address that it saw counts, and nothing further left', () => {
  expect(addressIn('1.1.1.1, 203.0.113.7, 10.0.0.1', 1)).toBe('203.0.113.7');
  expect(addressIn('1.1.1.1, 203.0.113.7, 10.0.0.2, 10.0.0.1', 2)).toBe('203.0.113.7');
});

test('a request that bypassed the proxy counts for its own peer', () => {
  expect(addressIn('203.0.113.7', 1)).toBe('203.0.113.7');
});

test('all addresses of one IPv6 /64 are one client, and an IPv4-mapped address is the IPv4 address', () => {
  expect(addressIn('2001:db8:1:2:aaaa::1', 0)).toBe(addressIn('2001:db8:1:2:bbbb::2', 0));
  expect(addressIn('2001:db8:1:3::1', 0)).not.toBe(addressIn('2001:db8:1:2::1', 0));
  expect(addressIn('::ffff:203.0.113.7', 0)).toBe('203.0.113.7');
});

test('invalid addresses are one client', () => {
  for (const said of [null, '', 'unknown', 'x'.repeat(10_000), '203.0.113.7:80']) {
    expect(addressIn(said, 0)).toBe('unknown');
  }
});
