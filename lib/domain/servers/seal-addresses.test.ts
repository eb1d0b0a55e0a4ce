import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { openAddress, sealAddress } from '@/lib/base/secrets/server-address';
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

test('what is a secret by a later rule is hidden too, of addresses stored whole and of those sealed already', async () => {
  const [{ serverId: whole }, { serverId: boxed }] = [await testOrganisation(), await testOrganisation()];
  const address = 'https://mcp.example/bot123456:AAEhBOweik9ai2o/mcp?token=s3cret';
  await db().server.update({ where: { id: whole }, data: { url: 'https://mcp.example/key:s3cret/mcp' } });
  const { urlBox } = sealAddress(boxed, address);
  const shownBefore = address.replace('s3cret', '••••');
  await db().server.update({ where: { id: boxed }, data: { url: shownBefore, urlBox } });
  expect(await sealAddresses()).toBe(2);
  expect(await sealAddresses()).toBe(0);
  const servers = await db().server.findMany({ where: { id: { in: [whole, boxed] } } });
  expect(JSON.stringify(servers)).not.toMatch(/s3cret|AAEhBO/);
  const found = new Map(servers.map((one) => [one.id, { url: one.url, whole: openAddress(one) }]));
  expect(found.get(whole)).toEqual({
    url: 'https://mcp.example/••••/mcp',
    whole: 'https://mcp.example/key:s3cret/mcp',
  });
  expect(found.get(boxed)).toEqual({ url: 'https://mcp.example/••••/mcp?token=••••', whole: address });
});
