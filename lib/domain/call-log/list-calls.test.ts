import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { testCall, testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { removeServer } from '@/lib/domain/servers/remove-server';
import { listCalls } from './list-calls';
import { isPolicyRule, policyRules } from './schema';

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
  await db().call.update({ where: { id: denied }, data: { outcome: 'deny', rule: '/tools/get_key/action' } });
  expect((await listCalls(admin, { outcome: 'deny', grantId })).map(({ id }) => id)).toEqual([denied]);
  expect(await listCalls(admin, { grantId: denied })).toEqual([]);
});

test('denied is what a policy denied, and refused is what the gateway refused for what it was', async () => {
  const { admin, held } = await testOrganisation();
  const made = new Map<string, string>();
  for (const rule of ['/default', ...policyRules, '(unreadable)', '(unknown grant)', '(header mismatch)']) {
    const id = await testCall(held);
    await db().call.update({ where: { id }, data: { outcome: 'deny', rule } });
    made.set(rule, id);
  }
  const rules = async (outcome: 'deny' | 'refused') =>
    (await listCalls(admin, { outcome })).map(({ rule }) => rule).toSorted();
  expect(await rules('refused')).toEqual(['(header mismatch)', '(unknown grant)', '(unreadable)']);
  expect(await rules('deny')).toEqual(['/default', ...policyRules].toSorted());
  for (const rule of made.keys()) expect((await rules('deny')).includes(rule)).toBe(isPolicyRule(rule));
});

test('a call tells its request id and the version of the policy that it was judged under', async () => {
  const { admin, held } = await testOrganisation();
  const { admin: other, held: theirs } = await testOrganisation();
  const version = await db().policyVersion.findFirstOrThrow({ where: { organisationId: held.organisationId } });
  for (const one of [held, theirs]) {
    const id = await testCall(one);
    await db().call.update({ where: { id }, data: { policyVersionId: version.id } });
  }
  const [call] = await listCalls(admin, {});
  expect(call).toMatchObject({ requestId: call?.id, policyVersion: version.number, requestBytes: 1, responseBytes: 1 });
  expect(await listCalls(other, {})).toMatchObject([{ policyVersion: null }]);
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
