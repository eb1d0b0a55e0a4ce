import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/db';
import type { Viewer } from '@/lib/organisations/viewer';
import { freshDatabase } from '@/prisma/fresh-database';
import { registerServer } from './register-server';

let viewer: Viewer;

beforeAll(async () => {
  await freshDatabase();
  process.env.ALLOW_PRIVATE_UPSTREAMS = '0';
  const { id } = await db().organisation.create({ data: { name: 'Strict' } });
  viewer = { userId: null, organisationId: id, role: 'admin' };
});

test('a private address is refused, in every notation, before a byte is sent, and nothing is stored', async () => {
  let reached = 0;
  const server = createServer((_, res) => res.end(String(++reached))).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '169.254.169.254',
  ]) {
    await expect(registerServer(viewer, { name: 'Inside', url: `http://${host}:${port}/mcp` })).rejects.toMatchObject({
      code: 'invalid',
      fieldErrors: { url: [expect.stringContaining('not a public address')] },
    });
  }
  server.close();
  expect(reached).toBe(0);
  expect(await db().server.count()).toBe(0);
});
