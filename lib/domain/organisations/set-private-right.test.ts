import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { createAccount } from '@/lib/domain/accounts/create-account';
import { listChanges } from '@/lib/domain/change-log/list-changes';
import { findOrganisations } from './find-organisations';
import { privateRight } from './private-right';
import { setPrivateRight } from './set-private-right';
import { testOrganisation } from './test-organisation';

await freshDatabase();

test('the right is given and taken per organisation, and its change log says so', async () => {
  const [own, other] = [await testOrganisation(), await testOrganisation()];
  const right = async ({ admin }: typeof own) => (await privateRight(admin)).organisation;
  expect(await setPrivateRight(own.admin.organisationId, false)).toBe(true);
  expect(await setPrivateRight(own.admin.organisationId, false)).toBe(false);
  expect([await right(own), await right(other)]).toEqual([false, true]);
  expect(await setPrivateRight(own.admin.organisationId, true)).toBe(true);
  expect(await right(own)).toBe(true);
  const { changes } = await listChanges(own.admin, {});
  expect(changes.map(({ verb, actor }) => [actor, verb])).toEqual([
    ['Command line', 'organisation.allow_private'],
    ['Command line', 'organisation.deny_private'],
  ]);
  await expect(setPrivateRight(randomUUID(), true)).rejects.toMatchObject({ code: 'not_found' });
});

test('two accounts with one address are two organisations to choose from', async () => {
  const email = 'shared@example.com';
  await createAccount({ email, password: 'correct horse battery' });
  await createAccount({ email, password: 'another password' });
  const found = await findOrganisations(' Shared@Example.com ');
  expect(found.map(({ emails }) => emails)).toEqual([[email], [email]]);
  expect(await findOrganisations(found[0]?.id)).toMatchObject([{ id: found[0]?.id }]);
});
