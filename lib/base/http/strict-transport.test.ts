import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { strictTransport } from './strict-transport';

test.each([
  ['https://gateway.example', 'max-age=31536000'],
  ['http://localhost:3001', null],
])('%s answers with %s, also if the head is written at once', async (publicUrl, value) => {
  const server = createServer((_, response) => response.writeHead(200, ['Content-Type', 'application/json']).end('{}'));
  strictTransport(server, publicUrl);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
  expect([headers.get('strict-transport-security'), headers.get('content-type')]).toEqual([value, 'application/json']);
});
