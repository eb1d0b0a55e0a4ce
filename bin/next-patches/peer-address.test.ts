import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import './peer-address.mjs';

test('the last entry of X-Forwarded-For is the address of the peer', async () => {
  const server = createServer((req, res) => res.end(req.headers['x-forwarded-for']));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seen = async (headers: Record<string, string>) => (await fetch(url, { headers })).text();
  expect(await seen({})).toBe('127.0.0.1');
  expect(await seen({ 'x-forwarded-for': '1.1.1.1, 2.2.2.2' })).toBe('1.1.1.1, 2.2.2.2, 127.0.0.1');
  server.closeAllConnections();
  server.close();
});
