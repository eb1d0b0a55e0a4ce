import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guardedAgent, refusedAddress } from './address-guard';

let hits = 0;
const server = createServer((_, res) => {
  hits += 1;
  res.end('reached');
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());
const port = () => (server.address() as AddressInfo).port;

const get = async (host: string, allowPrivate: boolean) => {
  const agent = guardedAgent({ allowPrivate, connectTimeoutMs: 500 });
  try {
    const { body } = await agent.request({ origin: `http://${host}:${port()}`, path: '/', method: 'GET' });
    return await body.text();
  } finally {
    await agent.destroy();
  }
};

const nothing = { installation: false, organisation: false };
const everything = { installation: true, organisation: true };

test.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '127.1.2.3', '[::ffff:7f00:1]'])(
  'nothing is connected to on %s',
  async (host) => {
    hits = 0;
    await expect(get(host, false)).rejects.toThrow('is not a public address');
    expect(hits).toBe(0);
  },
);

test('a private address is reached if it is allowed', async () => {
  expect(await get('127.0.0.1', true)).toBe('reached');
  expect(await get('localhost', true)).toBe('reached');
});

describe.each([
  ['loopback', ['127.0.0.1', '127.255.255.254', '[::1]', 'localhost']],
  ['loopback in other spellings', ['2130706433', '0x7f.1', '017700000001', '127.1', '[::ffff:127.0.0.1]']],
  ['private networks', ['10.1.2.3', '172.16.0.1', '172.31.255.254', '192.168.0.1', '[::ffff:10.0.0.1]']],
  ['carrier-grade NAT', ['100.64.0.1', '100.127.255.254']],
  ['unique local', ['[fc00::1]', '[fd00::1]', '[fdff::1]']],
])('%s needs both rights', (_, hosts) => {
  test.each(hosts)('%s', async (host) => {
    const url = `http://${host}/mcp`;
    const refused = (right: typeof nothing) => refusedAddress(url, right);
    expect(await refused(nothing)).toMatch(/is not a public address.*ALLOW_PRIVATE_UPSTREAMS=1/);
    expect(await refused({ installation: false, organisation: true })).toMatch(/ALLOW_PRIVATE_UPSTREAMS=1/);
    expect(await refused({ installation: true, organisation: false })).toMatch(/npm run organisation/);
    expect(await refused(everything)).toBeNull();
  });
});

describe.each([
  ['link-local', ['169.254.0.1', '169.254.255.254', '[fe80::1]', '[febf::1]', '[::ffff:169.254.1.1]']],
  ['metadata', ['169.254.169.254', '169.254.170.2', '169.254.0.23', '100.100.100.200', '168.63.129.16', '192.0.0.192']],
  ['metadata over IPv6', ['[fd00:ec2::254]', '[fd00:ec2::23]', '[fd20:ce::254]', '[::ffff:168.63.129.16]']],
  [
    'metadata in other spellings',
    ['2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '0xa9.254.0251.254'],
  ],
  ['metadata inside IPv6', ['[::ffff:a9fe:a9fe]', '[::a9fe:a9fe]', '[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::]']],
  [
    'private inside IPv6',
    ['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[::127.0.0.1]', '[64:ff9b:1::a00:1]'],
  ],
  ['unspecified', ['0.0.0.0', '0', '0.1.2.3', '[::]', '[::ffff:0.0.0.0]']],
  ['multicast and broadcast', ['224.0.0.1', '239.255.255.255', '255.255.255.255', '[ff02::1]']],
  [
    'reserved',
    [
      '240.0.0.1',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '203.0.113.1',
      '[2001:db8::1]',
      '[4000::1]',
      '[fec0::1]',
      '[::2]',
      '[100::1]',
    ],
  ],
])('%s is refused even with both rights', (_, hosts) => {
  test.each(hosts)('%s', async (host) => {
    expect(await refusedAddress(`http://${host}/mcp`, everything)).toMatch(/not a public address.*never reached/);
    await expect(get(host, true)).rejects.toThrow('is not a public address');
  });
});

test('a public address is not refused', async () => {
  expect(await refusedAddress('https://1.1.1.1/', nothing)).toBeNull();
  expect(await refusedAddress('https://[2606:4700::1111]/', nothing)).toBeNull();
});
