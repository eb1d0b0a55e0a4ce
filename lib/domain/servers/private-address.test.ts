import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { refreshTools } from './refresh-tools';
import { registerServer } from './register-server';
import { updateConnection } from './update-connection';

// An installation that allows private upstreams, and an organisation that was not given the right to them.
let own: Awaited<ReturnType<typeof testOrganisation>>;
let reached = 0;
const inside = createServer((_, res) => res.end(String(++reached)));

beforeAll(async () => {
  await freshDatabase();
  own = await testOrganisation();
  await db().organisation.update({ where: { id: own.admin.organisationId }, data: { mayReachPrivate: false } });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
});
afterAll(() => inside.close());

const port = () => (inside.address() as AddressInfo).port;
const refusal = (words: string) => ({ code: 'invalid', fieldErrors: { url: [expect.stringContaining(words)] } });

test.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
  '%s is refused without the right before a byte is sent, and nothing is stored',
  async (host) => {
    const input = { name: 'Inside', url: `http://${host}:${port()}/mcp` };
    await expect(registerServer(own.admin, input)).rejects.toMatchObject(refusal('npm run organisation'));
    expect(reached).toBe(0);
    expect(await db().server.count({ where: { name: 'Inside' } })).toBe(0);
  },
);

test('a right that was taken back ends refreshing and moving too', async () => {
  const { admin, serverId } = own;
  await db().server.update({ where: { id: serverId }, data: { url: `http://127.0.0.1:${port()}/mcp` } });
  const url = `http://127.0.0.1:${port()}/other`;
  await expect(refreshTools(admin, serverId)).rejects.toMatchObject(refusal('npm run organisation'));
  await expect(updateConnection(admin, { serverId, url })).rejects.toMatchObject(refusal('npm run organisation'));
  expect(reached).toBe(0);
});

test('a metadata address is refused whatever the rights', async () => {
  const { admin } = await testOrganisation();
  const input = { name: 'Metadata', url: 'http://169.254.169.254/latest/meta-data' };
  await expect(registerServer(admin, input)).rejects.toMatchObject(refusal('never reached'));
});
