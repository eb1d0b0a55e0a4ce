import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { createAccount } from './create-account';
import { invite } from './invitations';
import { signUpDoor } from './sign-up-door';

await freshDatabase();
process.env.SIGN_UP = 'closed';

const person = { email: 'owner@example.com', password: 'correct horse battery' };

test('where sign-up is closed only the owner comes in, by an invitation, and nobody after that', async () => {
  expect(await signUpDoor()).toBe('invited');
  await expect(createAccount(person)).rejects.toMatchObject({ code: 'forbidden' });
  const [first, spare] = [await invite(1), await invite(1)].map(
    ({ link }) => new URL(link).searchParams.get('invitation') ?? '',
  );
  await createAccount(person, first);
  expect(await db().organisation.findMany()).toMatchObject([{ ownsInstallation: true, mayReachPrivate: true }]);
  expect(await signUpDoor()).toBe('closed');
  await expect(createAccount({ ...person, email: 'late@example.com' }, spare)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(invite(1)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('SIGN_UP=invited'),
  });
  expect(await db().user.count()).toBe(1);
});
