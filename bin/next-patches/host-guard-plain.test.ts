import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';

// Here: plain HTTP, no proxy, reachable from other machines.
vi.stubEnv('PUBLIC_URL', 'http://policylayer.lan:3000');
vi.stubEnv('HOST', '0.0.0.0');
vi.stubEnv('TRUSTED_PROXIES', '0');
await import('./host-guard.mjs');

test('without TRUSTED_PROXIES X-Forwarded-Host is dropped, and off loopback localhost is a foreign name', async () => {
  const server = createServer((req, response) => response.end(req.headers['x-forwarded-host'] ?? 'none'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async (headers: Record<string, string>) => {
    const asking = request({ host: '127.0.0.1', port, headers, agent: false }).end();
    const [answer] = await once(asking, 'response');
    return {
      status: answer.statusCode,
      transport: answer.headers['strict-transport-security'],
      body: await text(answer),
    };
  };
  expect(await ask({ host: 'policylayer.lan:3000', 'x-forwarded-host': 'evil.example' })).toEqual({
    status: 200,
    transport: undefined,
    body: 'none',
  });
  expect(await ask({ host: `localhost:${port}` })).toMatchObject({ status: 403 });
  expect(await ask({ host: 'policylayer.lan' })).toMatchObject({ status: 403 });
  server.close();
});
