import { expect, test } from 'vitest';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { requireUsable } from './installation';

test('a working DATABASE_URL is accepted', async () => {
  await requireUsable(await freshDatabase());
});

test.each([
  ['nothing listens there', (url: URL) => Object.assign(url, { port: '1' })],
  ['it refuses the user or the password', (url: URL) => Object.assign(url, { password: 'wrong-secret' })],
  ['it has no such database', (url: URL) => Object.assign(url, { pathname: '/absent' })],
])('a wrong DATABASE_URL is answered with one sentence without the password: %s', async (reason, spoil) => {
  const url = spoil(new URL(await freshDatabase()));
  await expect(requireUsable(url.href)).rejects.toThrow(
    `DATABASE_URL cannot be used: ${url.host}${url.pathname}: ${reason}.`,
  );
});

test.each(['localhost:5432', 'mysql://localhost/app', 'postgres'])(
  'what is no address of PostgreSQL is refused: %s',
  async (url) => {
    await expect(requireUsable(url)).rejects.toThrow(
      'DATABASE_URL is not of the form postgresql://user:password@host:5432/database.',
    );
  },
);
