import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { testSession } from '@/lib/domain/sessions/test-session';
import { createAccount } from './create-account';
import { signIn } from './sign-in';
import { signUp } from './sign-up';
import { verifyPassword } from './verify-password';

await freshDatabase();

const password = 'correct horse battery';

test('a new account is the admin of its own organisation, however the address is written', async () => {
  const account = await createAccount({ email: ' Ada@Example.com ', password });
  const { actor } = await testSession(account.userId);
  expect(actor).toMatchObject({ email: 'ada@example.com', role: 'admin', userId: account.userId });
  expect(await verifyPassword({ email: 'ADA@example.com', password })).toEqual(account);
});

test('the password is stored as an argon2id hash only', async () => {
  await createAccount({ email: 'hash@example.com', password });
  const user = await db().user.findFirstOrThrow({ where: { email: 'hash@example.com' } });
  expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a wrong password and an unknown address get the same answer', async () => {
  await createAccount({ email: 'known@example.com', password });
  const answer = (email: string) =>
    verifyPassword({ email, password: 'something else' }).catch((error) => error.message);
  expect(await answer('known@example.com')).toBe(await answer('nobody@example.com'));
});

test('signing up again with the right password signs in', async () => {
  const account = await createAccount({ email: 'again@example.com', password });
  expect(await createAccount({ email: 'again@example.com', password })).toEqual(account);
});

test('signing up with a known address and another password is answered as with an unknown one', async () => {
  const account = await createAccount({ email: 'taken@example.com', password });
  const other = await createAccount({ email: 'taken@example.com', password: 'another password' });
  expect(other.userId).not.toBe(account.userId);
  const [first, second] = [await testSession(account.userId), await testSession(other.userId)];
  expect(second.actor).toMatchObject({ email: 'taken@example.com', role: 'admin' });
  expect(second.actor.organisationId).not.toBe(first.actor.organisationId);
  // Each password still leads to its own account.
  expect(await verifyPassword({ email: 'taken@example.com', password })).toEqual(account);
  expect(await verifyPassword({ email: 'taken@example.com', password: 'another password' })).toEqual(other);
});

test('an address has at most three accounts, and one that was never used makes room after a day', async () => {
  const email = 'crowded@example.com';
  const passwords = ['first of a few', 'second of a few', 'third of a few', 'fourth of a few'];
  const [one, two] = [await createAccount({ email, password: passwords[0] ?? '' }), passwords[1] ?? ''];
  const second = await createAccount({ email, password: two });
  await createAccount({ email, password: passwords[2] ?? '' });
  const fourth = () => createAccount({ email, password: passwords[3] ?? '' });
  await expect(fourth()).rejects.toMatchObject({ code: 'invalid' });
  // The first has a server, so it is in use; the second was never used.
  const { organisationId } = (await testSession(one.userId)).actor;
  await db().server.create({ data: { organisationId, name: 'Used', url: 'https://a.example/' } });
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1_000);
  await db().user.updateMany({ where: { email }, data: { createdAt: yesterday } });
  await fourth();
  const left = await db().user.findMany({ where: { email }, select: { id: true } });
  expect(left).toContainEqual({ id: one.userId });
  expect(left).not.toContainEqual({ id: second.userId });
  expect(await db().user.count({ where: { email } })).toBe(3);
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

test('the eleventh sign-in to one address within a quarter of an hour is refused, wherever it comes from', async () => {
  const email = 'target@example.com';
  const attempt = (address: string) => signIn({ email, password: 'a guess' }, { address, devices: [] });
  for (let index = 0; index < 10; index++) {
    await expect(attempt(`192.0.2.${index}`)).rejects.toMatchObject({ code: 'unauthenticated' });
  }
  await expect(attempt('192.0.2.99')).rejects.toMatchObject({ code: 'rate_limited' });
});

test('wrong passwords of strangers do not lock out a browser that is known', async () => {
  const email = 'known-device@example.com';
  const account = await createAccount({ email, password });
  const address = '198.51.100.7';
  for (let index = 0; index < 11; index++)
    await signIn({ email, password: 'a guess' }, { address, devices: [] }).catch(() => {});
  await expect(signIn({ email, password }, { address, devices: [] })).rejects.toMatchObject({ code: 'rate_limited' });
  const devices = [{ userId: account.userId, id: 'laptop' }];
  await expect(signIn({ email, password: 'a typo here' }, { address, devices })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  expect(await signIn({ email, password }, { address, devices })).toEqual(account);
});

test('a known browser has ten attempts of its own, and none at other accounts of the address', async () => {
  const email = 'guesser@example.com';
  const victim = await createAccount({ email, password });
  const guesser = await createAccount({ email, password: 'the other account' });
  const guess = (id: string) =>
    signIn({ email, password: 'a guess' }, { address: '198.51.100.8', devices: [{ userId: guesser.userId, id }] });
  for (let index = 0; index < 10; index++)
    await expect(guess('one')).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(guess('one')).rejects.toMatchObject({ code: 'rate_limited' });
  // Ten guesses at the other account are used up by now: a fresh token of the own account opens no more of them.
  const from = { address: '198.51.100.8', devices: [{ userId: guesser.userId, id: 'two' }] };
  await expect(signIn({ email, password }, from)).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(await signIn({ email, password }, { ...from, devices: [{ userId: victim.userId, id: 'three' }] })).toEqual(
    victim,
  );
});

test('a password of the most common ones is refused by its field, and does not count for the address', async () => {
  const from = { address: '198.51.100.9', invitation: undefined };
  const email = 'weak@example.com';
  for (const weak of ['password123', 'qwertyuiop', 'aaaaaaaaaa']) {
    await expect(signUp({ email, password: weak }, from)).rejects.toMatchObject({
      fieldErrors: { password: [expect.any(String)] },
    });
  }
  expect(await db().user.count({ where: { email } })).toBe(0);
  expect(await signUp({ email, password }, from)).toMatchObject({ userId: expect.any(String) });
});

test('the third sign-up with one address within a day is refused, known or not', async () => {
  const known = 'limit-known@example.com';
  await createAccount({ email: known, password });
  const answers = async (email: string) => {
    const said: string[] = [];
    for (let index = 0; index < 3; index++) {
      const input = { email, password: `attempt number ${'x'.repeat(index)}` };
      const made = signUp(input, { address: '198.51.100.10', invitation: undefined });
      said.push(
        await made.then(
          () => 'an account',
          (error) => error.code,
        ),
      );
    }
    return said;
  };
  const expected = ['an account', 'an account', 'rate_limited'];
  expect([await answers(known), await answers('limit-unknown@example.com')]).toEqual([expected, expected]);
});
