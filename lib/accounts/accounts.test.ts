import { expect, test } from 'vitest';
import { db } from '@/lib/db';
import { findViewer } from '@/lib/organisations/find-viewer';
import { freshDatabase } from '@/prisma/fresh-database';
import { countAttempt } from './attempts';
import { createAccount } from './create-account';
import { endSessions } from './end-sessions';
import { verifyPassword } from './verify-password';

await freshDatabase();

const password = 'correct horse battery';

test('a new account is the admin of its own organisation, however the address is written', async () => {
  const account = await createAccount({ email: ' Ada@Example.com ', password });
  expect(await findViewer(account)).toMatchObject({ email: 'ada@example.com', role: 'admin', userId: account.userId });
  expect(await verifyPassword({ email: 'ADA@example.com', password })).toEqual(account);
});

test('the password is stored as an argon2id hash only', async () => {
  await createAccount({ email: 'hash@example.com', password });
  const user = await db().user.findUniqueOrThrow({ where: { email: 'hash@example.com' } });
  expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a wrong password and an unknown address get the same answer', async () => {
  await createAccount({ email: 'known@example.com', password });
  const answer = (email: string) =>
    verifyPassword({ email, password: 'something else' }).catch((error) => error.message);
  expect(await answer('known@example.com')).toBe(await answer('nobody@example.com'));
});

test('signing up again with the right password signs in, with another one changes nothing', async () => {
  const account = await createAccount({ email: 'again@example.com', password });
  expect(await createAccount({ email: 'again@example.com', password })).toEqual(account);
  await expect(createAccount({ email: 'again@example.com', password: 'another password' })).rejects.toMatchObject({
    code: 'invalid',
  });
  expect(await verifyPassword({ email: 'again@example.com', password })).toEqual(account);
});

test('signing up twice at the same moment makes one account with one organisation', async () => {
  const organisations = await db().organisation.count();
  await Promise.allSettled([1, 2, 3].map(() => createAccount({ email: 'race@example.com', password })));
  expect(await db().organisation.count()).toBe(organisations + 1);
});

test('a password of nine characters or more than two hundred is refused, and no account is made', async () => {
  for (const wrong of ['123456789', 'x'.repeat(201)]) {
    await expect(createAccount({ email: 'short@example.com', password: wrong })).rejects.toMatchObject({
      fieldErrors: { password: [expect.any(String)] },
    });
  }
  expect(await db().user.count({ where: { email: 'short@example.com' } })).toBe(0);
});

test('signing out ends every session of the user, a copied cookie included, and nobody else’s', async () => {
  const account = await createAccount({ email: 'ended@example.com', password });
  const other = await createAccount({ email: 'stays@example.com', password });
  await endSessions(account.userId);
  expect(await findViewer(account)).toBeNull();
  expect(await findViewer(other)).not.toBeNull();
  expect(await findViewer(await verifyPassword({ email: 'ended@example.com', password }))).not.toBeNull();
});

test('a session ends with the membership, and with the user', async () => {
  const account = await createAccount({ email: 'gone@example.com', password });
  await db().member.deleteMany({ where: { userId: account.userId } });
  expect(await findViewer(account)).toBeNull();
  await db().user.delete({ where: { id: account.userId } });
  expect(await findViewer(account)).toBeNull();
  expect(await findViewer({ userId: 'nobody' })).toBeNull();
});

test('the eleventh sign-in to one address within a quarter of an hour is refused, wherever it comes from', async () => {
  const attempt = (address: string) => countAttempt({ kind: 'sign-in', address, email: 'target@example.com' });
  for (let index = 0; index < 10; index++) await attempt(`192.0.2.${index}`);
  await expect(attempt('192.0.2.99')).rejects.toMatchObject({ code: 'rate_limited' });
});
