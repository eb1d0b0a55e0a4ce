import { beforeEach, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { createAccount } from './create-account';
import { invite, isInvitation } from './invitations';
import { signUp } from './sign-up';
import { signUpDoor } from './sign-up-door';

// Private addresses can be reached and SIGN_UP is not said: nobody signs up without an invitation but the first.
await freshDatabase();
process.env.SIGN_UP = '';

const password = 'correct horse battery';
let count = 0;
const newcomer = () => ({ email: `person-${++count}@example.com`, password });
const tokenOf = (link: string) => new URL(link).searchParams.get('invitation') ?? '';

beforeEach(async () => {
  await db().user.deleteMany();
  await db().organisation.deleteMany();
});

const owners = () => db().organisation.findMany({ where: { ownsInstallation: true } });

test('whoever comes first on this machine owns the installation, and nobody else comes uninvited', async () => {
  expect(await signUpDoor()).toBe('first');
  await createAccount(newcomer());
  expect(await owners()).toMatchObject([{ mayReachPrivate: true }]);
  expect(await signUpDoor()).toBe('invited');
  await expect(createAccount(newcomer())).rejects.toMatchObject({ code: 'forbidden' });
  for (const none of ['', 'x', 'a'.repeat(43), "' OR 1=1"]) {
    await expect(createAccount(newcomer(), none)).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(await db().user.count()).toBe(1);
});

test('of first sign-ups at the same moment one makes an account', async () => {
  const results = await Promise.allSettled([1, 2, 3].map(() => createAccount(newcomer())));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await db().user.count()).toBe(1);
  expect(await owners()).toHaveLength(1);
});

test('the database itself allows one owner', async () => {
  const owner = { data: { name: 'Owner', ownsInstallation: true } };
  await db().organisation.create(owner);
  await expect(db().organisation.create(owner)).rejects.toMatchObject({ code: 'P2002' });
});

test('an invitation makes one account, without the right to private addresses, and is stored as a hash', async () => {
  await createAccount(newcomer());
  const token = tokenOf((await invite(7)).link);
  expect(JSON.stringify(await db().invitation.findMany())).not.toContain(token);
  const attempts = await Promise.allSettled([1, 2, 3].map(() => createAccount(newcomer(), token)));
  const made = attempts.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(made).toHaveLength(1);
  const organisation = await db().organisation.findFirst({ where: { members: { some: { userId: made[0]?.userId } } } });
  expect(organisation).toMatchObject({
    ownsInstallation: false,
    mayReachPrivate: false,
  });
  await expect(createAccount(newcomer(), token)).rejects.toMatchObject({ code: 'forbidden' });
});

test('an invitation that has expired is none', async () => {
  await createAccount(newcomer());
  const token = tokenOf((await invite(7)).link);
  expect(await isInvitation(token)).toBe(true);
  await db().invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await isInvitation(token)).toBe(false);
  await expect(createAccount(newcomer(), token)).rejects.toMatchObject({ code: 'forbidden' });
});

test('strangers without an invitation do not use up the sign-ups of an address', async () => {
  await createAccount(newcomer());
  const invited = newcomer();
  const from = (invitation?: string) => ({ address: '198.51.100.20', invitation });
  for (let time = 0; time < 3; time += 1) {
    await expect(signUp(invited, from())).rejects.toMatchObject({ code: 'forbidden' });
  }
  const token = tokenOf((await invite(7)).link);
  expect(await signUp(invited, from(token))).toMatchObject({ userId: expect.any(String) });
});

test('without an invitation nothing tells whether an address has an account', async () => {
  const known = newcomer();
  await createAccount(known);
  const answer = (input: typeof known) => createAccount(input).catch((error) => error.message);
  expect(await answer(known)).toBe(await answer(newcomer()));
});
