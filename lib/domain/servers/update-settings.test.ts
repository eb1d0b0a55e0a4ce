import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { getServer } from './get-server';
import { toShown } from './settings';
import { updateSettings } from './update-settings';

await freshDatabase();

const given = {
  bodyMebibytes: '16',
  firstByteSeconds: '90',
  sessionsPerMinute: '10',
  sessionsOpenMax: '20',
  mayAsk: ['sampling/createMessage' as const],
};

test('a server that nobody has set up may elicit and list roots, and not sample', async () => {
  const { admin, serverId } = await testOrganisation();
  const server = await getServer(admin, serverId);
  expect(server.mayAsk).toEqual(['elicitation/create', 'roots/list']);
  expect(toShown(server)).toEqual({
    bodyMebibytes: '1',
    firstByteSeconds: '60',
    sessionsPerMinute: '60',
    sessionsOpenMax: '100',
  });
});

test('settings are stored, and the change log says what they were and are', async () => {
  const { admin, serverId } = await testOrganisation();
  await updateSettings(admin, { serverId, ...given });
  const server = await getServer(admin, serverId);
  expect(server).toMatchObject({ bodyBytesMax: 16_777_216, firstByteMs: 90_000, sessionsPerMinute: 10 });
  expect(server.mayAsk).toEqual(['sampling/createMessage']);
  await updateSettings(admin, { serverId, ...given });
  const changes = await db().change.findMany({ where: { subjectId: serverId } });
  expect(changes).toMatchObject([
    {
      verb: 'server.settings',
      detail: { sessionsOpenMax: { from: 100, to: 20 }, mayAsk: { to: ['sampling/createMessage'] } },
    },
  ]);
});

test.each([
  ['bodyMebibytes', '17'],
  ['bodyMebibytes', '0'],
  ['bodyMebibytes', '1.5'],
  ['firstByteSeconds', '301'],
  ['sessionsPerMinute', '0'],
  ['sessionsOpenMax', '1e3'],
  ['sessionsOpenMax', '-1'],
  ['sessionsOpenMax', ''],
] as const)('%s of "%s" is refused, and nothing is stored', async (field, value) => {
  const { admin, serverId } = await testOrganisation();
  const before = await getServer(admin, serverId);
  await expect(updateSettings(admin, { serverId, ...given, [field]: value })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { [field]: [expect.stringMatching(/^Enter a whole number from/)] },
  });
  expect(await getServer(admin, serverId)).toEqual(before);
});

test('a server cannot be let ask what nobody knows', async () => {
  const { admin, serverId } = await testOrganisation();
  const mayAsk = ['tools/call'] as unknown as typeof given.mayAsk;
  await expect(updateSettings(admin, { serverId, ...given, mayAsk })).rejects.toMatchObject({ code: 'invalid' });
});
