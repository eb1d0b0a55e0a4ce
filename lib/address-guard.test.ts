import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '127.1.2.3', '[::ffff:7f00:1]'])(
  'nothing is connected to on %s',
  async (host) => {
    hits = 0;
    await expect(get(host, false)).rejects.toThrow('is not a public address');
    expect(hits).toBe(0);
  },
);

test('a private address is reached where that is allowed', async () => {
  expect(await get('127.0.0.1', true)).toBe('reached');
});

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://017700000001/',
  'http://0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::a9fe:a9fe]/',
  'http://[::2]/',
  'http://[4000::1]/',
  'http://168.63.129.16/',
  'http://[::]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://localhost/',
])('%s is refused with a sentence', async (url) => {
  expect(await refusedAddress(url, false)).toMatch(/is not a public address/);
  expect(await refusedAddress(url, true)).toBeNull();
});

test('a public address is not refused', async () => {
  expect(await refusedAddress('https://1.1.1.1/', false)).toBeNull();
  expect(await refusedAddress('https://[2606:4700::1111]/', false)).toBeNull();
});
