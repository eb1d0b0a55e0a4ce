import { expect, test } from 'vitest';
import { addressIn } from './forwarded';

test('without a proxy of ours nothing that the client says of itself counts', () => {
  expect(addressIn('203.0.113.7', 0)).toBe('203.0.113.7');
  expect(addressIn('1.1.1.1, 2.2.2.2, 203.0.113.7', 0)).toBe('203.0.113.7');
});

test('behind a proxy of ours the address it saw counts, and nothing further left', () => {
  expect(addressIn('1.1.1.1, 203.0.113.7, 10.0.0.1', 1)).toBe('203.0.113.7');
  expect(addressIn('1.1.1.1, 203.0.113.7, 10.0.0.2, 10.0.0.1', 2)).toBe('203.0.113.7');
});

test('a request that came around the proxy counts for its own peer', () => {
  expect(addressIn('203.0.113.7', 1)).toBe('203.0.113.7');
});

test('all addresses of one IPv6 network are one client, and an IPv4 address is the same in IPv6', () => {
  expect(addressIn('2001:db8:1:2:aaaa::1', 0)).toBe(addressIn('2001:db8:1:2:bbbb::2', 0));
  expect(addressIn('2001:db8:1:3::1', 0)).not.toBe(addressIn('2001:db8:1:2::1', 0));
  expect(addressIn('::ffff:203.0.113.7', 0)).toBe('203.0.113.7');
});

test('what is no address is one client, however it is spelled', () => {
  for (const said of [null, '', 'unknown', 'x'.repeat(10_000), '203.0.113.7:80']) {
    expect(addressIn(said, 0)).toBe('unknown');
  }
});
