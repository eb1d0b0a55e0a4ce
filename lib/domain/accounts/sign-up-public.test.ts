import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { createAccount } from './create-account';
import { invite } from './invitations';
import { signUpDoor } from './sign-up-door';

// An open installation that others can reach.
await freshDatabase();
process.env.PUBLIC_URL = 'https://policylayer.example';

const person = (name: string) => ({ email: `${name}@example.com`, password: 'correct horse battery' });
const owners = () => db().organisation.count({ where: { ownsInstallation: true } });

test('a stranger who comes first owns nothing; whoever has the link that the start printed does', async () => {
  expect(await signUpDoor()).toBe('open');
  await createAccount(person('stranger'));
  expect(await owners()).toBe(0);
  const { link } = await invite(1);
  expect(link).toMatch(/^https:\/\/policylayer\.example\/sign-up\?invitation=[\w-]{43}$/);
  await createAccount(person('operator'), new URL(link).searchParams.get('invitation') ?? '');
  expect(await owners()).toBe(1);
  expect(await db().organisation.count({ where: { mayReachPrivate: true } })).toBe(1);
});
