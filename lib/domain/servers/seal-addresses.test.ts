import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { openAddress } from '@/lib/base/secrets/server-address';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { sealAddresses } from './seal-addresses';

beforeAll(async () => {
  await freshDatabase();
});

test('addresses of an earlier version are sealed once, and still lead to the same place', async () => {
  const { serverId } = await testOrganisation();
  const other = await testOrganisation();
  const whole = 'https://mcp.example/mcp?token=s3cret';
  await db().server.update({ where: { id: serverId }, data: { url: whole } });
  expect(await sealAddresses()).toBe(1);
  expect(await sealAddresses()).toBe(0);
  const server = await db().server.findUniqueOrThrow({ where: { id: serverId } });
  expect(JSON.stringify(server)).not.toContain('s3cret');
  expect(server.url).toBe('https://mcp.example/mcp?token=••••');
  expect(openAddress(server)).toBe(whole);
  expect(await db().server.findUnique({ where: { id: other.serverId } })).toMatchObject({ urlBox: null });
});
