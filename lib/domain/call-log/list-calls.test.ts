import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { testCall, testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { removeServer } from '@/lib/domain/servers/remove-server';
import { listCalls } from './list-calls';

await freshDatabase();

test('pages follow one another, newest first, without a gap', async () => {
  const { admin, held } = await testOrganisation();
  const made = [];
  for (let index = 0; index < 5; index++) made.push(await testCall(held));
  const newest = made.toSorted().reverse();
  const first = await listCalls(admin, { limit: 3 });
  const second = await listCalls(admin, { limit: 3, before: first.at(-1)?.id });
  expect([...first, ...second].map(({ id }) => id)).toEqual(newest);
});

test('a filter narrows by decision and by grant', async () => {
  const { admin, held, grantId } = await testOrganisation();
  const denied = await testCall(held);
  await testCall(held);
  await db().call.update({ where: { id: denied }, data: { outcome: 'deny' } });
  expect((await listCalls(admin, { outcome: 'deny', grantId })).map(({ id }) => id)).toEqual([denied]);
  expect(await listCalls(admin, { grantId: denied })).toEqual([]);
});

test('allowed is all that the policy allowed, and failed is what of it failed', async () => {
  const { admin, held } = await testOrganisation();
  const fine = await testCall(held);
  const failed = await testCall(held);
  await db().call.update({ where: { id: failed }, data: { failure: 'timed out' } });
  const ids = async (outcome: 'allow' | 'failed') => (await listCalls(admin, { outcome })).map(({ id }) => id);
  expect([await ids('allow'), await ids('failed')]).toEqual([[failed, fine].toSorted().reverse(), [failed]]);
});

test('the log outlives the server it names', async () => {
  const { admin, held, serverId } = await testOrganisation();
  await testCall(held);
  await removeServer(admin, serverId);
  expect(await listCalls(admin, {})).toMatchObject([{ server: 'Removed server', grant: 'Removed grant' }]);
});

test('a filter that cannot be read is refused', async () => {
  const { admin } = await testOrganisation();
  await expect(listCalls(admin, { before: 'yesterday' })).rejects.toMatchObject({ code: 'invalid' });
});
