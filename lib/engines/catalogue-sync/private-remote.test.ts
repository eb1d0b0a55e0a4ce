import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { emptyRegistry, row, sync } from './sync-fixture';

const fixture = emptyRegistry();

// Set before the settings are read, which happens once.
beforeAll(() => {
  process.env.ALLOW_PRIVATE_UPSTREAMS = '1';
});

test('a remote on a private address is never connected to, in any spelling, even if people may register such servers', async () => {
  const connections: unknown[] = [];
  const http = createServer().on('connection', (socket) => connections.push(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const hosts = ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '169.254.169.254'];
  fixture.registry.rows = hosts.map((host, index) =>
    row(`io.github.mallory/inside-${index}`, {
      remotes: [{ type: 'streamable-http', url: `http://${host}:${port}/mcp/${index}` }],
    }),
  );
  const { remotes } = await sync(fixture, { withRemotes: true, allowPrivateRemotes: undefined });
  http.close();
  expect(connections).toEqual([]);
  expect(remotes?.failures.map(({ problem }) => problem)).toEqual(
    hosts.map(() => expect.stringMatching(/is not a public address/)),
  );
  expect(await db().catalogueTool.count()).toBe(0);
});
