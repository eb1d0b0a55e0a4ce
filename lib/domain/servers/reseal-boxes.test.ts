import { createHash, randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { freshDatabase } from '@/lib/base/database/fresh-database';

// The settings are read once by a process, so each "process" here loads the rooms anew.
await freshDatabase();
const [oldKey, newKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const idOf = (key: string) => createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 8);

async function processWith(key: string, previous: string) {
  Object.assign(process.env, { ENCRYPTION_KEY: key, ENCRYPTION_KEY_PREVIOUS: previous });
  vi.resetModules();
  const [{ db }, box, address, { resealBoxes }, { testApproval, testOrganisation }] = await Promise.all([
    import('@/lib/base/database/client'),
    import('@/lib/base/secrets/secret-box'),
    import('@/lib/base/secrets/server-address'),
    import('./reseal-boxes'),
    import('@/lib/domain/organisations/test-organisation'),
  ]);
  return { db: db(), ...box, ...address, resealBoxes, testApproval, testOrganisation };
}

test('what an old key sealed opens beside the new one, is sealed anew once, and then opens without the old one', async () => {
  const before = await processWith(oldKey, '');
  const { serverId, held } = await before.testOrganisation();
  const approvalId = await before.testApproval(held);
  const url = 'https://mcp.example/mcp?token=s3cret';
  await before.db.server.update({
    where: { id: serverId },
    data: { credentialBox: before.seal('{"a":"b"}', `server:${serverId}`), ...before.sealAddress(serverId, url) },
  });

  const during = await processWith(newKey, `${randomBytes(32).toString('base64')}, ${oldKey}`);
  expect(during.openAddress(await during.db.server.findUniqueOrThrow({ where: { id: serverId } }))).toBe(url);
  expect(during.seal('x', 'y').split('.')[1]).toBe(idOf(newKey));
  expect(await during.resealBoxes()).toEqual({ resealed: 3, lost: 0 });
  expect(await during.resealBoxes()).toEqual({ resealed: 0, lost: 0 });

  const after = await processWith(newKey, '');
  const server = await after.db.server.findUniqueOrThrow({ where: { id: serverId } });
  expect(after.openAddress(server)).toBe(url);
  expect(after.open(server.credentialBox ?? '', `server:${serverId}`)).toBe('{"a":"b"}');
  const approval = await after.db.approval.findUniqueOrThrow({ where: { id: approvalId } });
  expect(after.open(approval.argumentsBox ?? '', `approval:${approvalId}`)).toBe('{"key":"a"}');
});

test('what no key opens is counted and left as it is', async () => {
  const before = await processWith(oldKey, '');
  const { serverId } = await before.testOrganisation();
  const credentialBox = before.seal('{}', `server:${serverId}`);
  await before.db.server.update({ where: { id: serverId }, data: { credentialBox } });
  const after = await processWith(newKey, '');
  expect(await after.resealBoxes()).toEqual({ resealed: 0, lost: 1 });
  expect(await after.db.server.findUnique({ where: { id: serverId } })).toMatchObject({ credentialBox });
  expect(() => after.open(credentialBox, `server:${serverId}`)).toThrow('another ENCRYPTION_KEY');
});
