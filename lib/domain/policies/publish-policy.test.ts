import { beforeEach, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { PUBLISHING_WEIGHT } from './count-publishing';
import { getPolicy } from './get-policy';
import { getVersion } from './get-version';
import { publishPolicy } from './publish-policy';
import { republishVersion } from './republish-version';

await freshDatabase();

let own: Awaited<ReturnType<typeof testOrganisation>>;

beforeEach(async () => {
  own = await testOrganisation();
});

const open = '{\n  "version": "1",\n  "default": "allow"\n}\n';

test('a published document is kept as it was written, under the next number', async () => {
  const { serverId, admin } = own;
  expect(await publishPolicy(admin, { serverId, document: open })).toMatchObject({ number: 2 });
  expect(await getPolicy(admin, { serverId })).toMatchObject({ number: 2, document: open });
  expect(await getPolicy(admin, { serverId, number: 1 })).toMatchObject({ number: 1 });
});

test('who started from an older version is told, and nothing is published', async () => {
  const { serverId, admin } = own;
  await publishPolicy(admin, { serverId, document: open, expectedVersion: 1 });
  const late = publishPolicy(admin, { serverId, document: open, expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Version 2') });
  expect(await db().policyVersion.count({ where: { policyId: own.policyId } })).toBe(2);
});

test('of publishers at the same moment one wins and the others are told', async () => {
  const { serverId, admin } = own;
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, () => publishPolicy(admin, { serverId, document: open, expectedVersion: 1 })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
  }
});

test('first versions at the same moment are numbered one after the other', async () => {
  const { serverId, admin } = own;
  const first = () => publishPolicy(admin, { serverId, name: 'second', document: open });
  const numbers = (await Promise.all([first(), first(), first()])).map(({ number }) => number);
  expect(numbers.toSorted()).toEqual([1, 2, 3]);
});

test('a document with a problem is refused with its line, and nothing is published', async () => {
  const { serverId, admin } = own;
  const bad = '{\n  "version": "1",\n  "default": "maybe"\n}';
  await expect(publishPolicy(admin, { serverId, document: bad })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { document: [expect.stringMatching(/^Line 3, column \d+:/)] },
  });
  expect(await db().policyVersion.count({ where: { policyId: own.policyId } })).toBe(1);
});

test('a document whose expressions take too long to compile together is refused with its line', async () => {
  const { serverId, admin } = own;
  const deny_if = Array.from({ length: 250 }, (_, at) => ({
    conditions: [{ path: 'args.a', op: 'regex', value: `(?i)${'[\\pL\\pN]?'.repeat(100)}${at}` }],
  }));
  const document = JSON.stringify({ version: '1', default: 'deny', tools: { t: { deny_if } } });
  await expect(publishPolicy(admin, { serverId, document })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { document: [expect.stringContaining('together take too long to compile')] },
  });
});

test('who publishes again and again is told to wait, before the document is read', async () => {
  const { serverId, admin } = own;
  const attempt = () => publishPolicy(admin, { serverId, document: '{' });
  for (let time = 0; time < 60; time += 1) await expect(attempt()).rejects.toMatchObject({ code: 'invalid' });
  await expect(attempt()).rejects.toMatchObject({ code: 'rate_limited' });
});

test('a long document counts as many, by its characters and by its values', async () => {
  const { serverId, admin } = own;
  for (const document of ['{'.padEnd(40 * PUBLISHING_WEIGHT.characters), '['.repeat(40 * PUBLISHING_WEIGHT.values)]) {
    const { admin: stranger } = await testOrganisation();
    const attempt = (actor: typeof admin) => publishPolicy(actor, { serverId, document });
    await expect(attempt(stranger)).rejects.not.toMatchObject({ code: 'rate_limited' });
    await expect(attempt(stranger)).rejects.toMatchObject({ code: 'rate_limited' });
  }
});

test('what the linter calls an error is not published', async () => {
  const { serverId, admin } = own;
  const limit = (window: string) => ({ counter: 'shared', window, max: 1 });
  const document = JSON.stringify({
    version: '1',
    default: 'deny',
    tools: { a: { limits: [limit('minute')] }, b: { limits: [limit('hour')] } },
  });
  await expect(publishPolicy(admin, { serverId, document })).rejects.toMatchObject({ code: 'invalid' });
});

test('a published version cannot be changed, not even by the database’s owner', async () => {
  const change = db().policyVersion.updateMany({ where: { policyId: own.policyId }, data: { document: open } });
  await expect(change).rejects.toThrow(/immutable/);
});

test('publishing and its entry in the change log exist together', async () => {
  const { serverId, admin } = own;
  await publishPolicy(admin, { serverId, document: open });
  const changes = await db().change.findMany({ where: { organisationId: admin.organisationId } });
  expect(changes).toMatchObject([{ verb: 'policy.publish', actorId: admin.userId, subjectId: own.policyId }]);
});

test('an earlier version published again is a new version with its very text, and the earlier ones stay', async () => {
  const { serverId, admin } = own;
  await publishPolicy(admin, { serverId, document: open });
  const { document } = await getVersion(admin, { serverId, number: 1 });
  expect(await republishVersion(admin, { serverId, number: 1, expectedVersion: 2 })).toMatchObject({ number: 3 });
  expect(await getPolicy(admin, { serverId })).toMatchObject({ number: 3, document });
  expect(await getVersion(admin, { serverId, number: 2 })).toMatchObject({ document: open });
});

test('who agreed to a version beside another live one is told, and nothing is published', async () => {
  const { serverId, admin } = own;
  await publishPolicy(admin, { serverId, document: open });
  const late = republishVersion(admin, { serverId, number: 1, expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'conflict' });
  expect(await getPolicy(admin, { serverId })).toMatchObject({ number: 2 });
});

test.each([0, -1, 1.5, Number.NaN, 9, 2 ** 40])(
  'version %s, which was never published, is not found',
  async (number) => {
    await expect(getVersion(own.admin, { serverId: own.serverId, number })).rejects.toMatchObject({
      code: 'not_found',
    });
  },
);
