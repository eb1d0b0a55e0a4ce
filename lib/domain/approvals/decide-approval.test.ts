import { beforeEach, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { seal } from '@/lib/base/secrets/secret-box';
import { testApproval, testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { decideApproval } from './decide-approval';
import { listApprovals } from './list-approvals';

await freshDatabase();

let own: Awaited<ReturnType<typeof testOrganisation>>;

beforeEach(async () => {
  own = await testOrganisation();
});

test('of decisions at the same moment exactly one counts', async () => {
  const id = await testApproval(own.held);
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => decideApproval(own.admin, { id, approve: index % 2 === 0 })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await db().change.count({ where: { subjectId: id } })).toBe(1);
});

test('the arguments are shown until the decision and forgotten with it', async () => {
  const id = await testApproval(own.held);
  expect((await listApprovals(own.admin)).waiting[0]?.arguments).toBe('{\n  "key": "a"\n}');
  await decideApproval(own.admin, { id, approve: false, reason: 'Not today.' });
  const stored = await db().approval.findUniqueOrThrow({ where: { id } });
  expect(stored).toMatchObject({ state: 'rejected', argumentsBox: null, reason: 'Not today.' });
  expect(stored.decidedById).toBe(own.admin.userId);
});

test('a number is shown with every digit that was sent', async () => {
  const id = await testApproval(own.held);
  const argumentsBox = seal('{"account":9007199254740993}', `approval:${id}`);
  await db().approval.update({ where: { id }, data: { argumentsBox } });
  expect((await listApprovals(own.admin)).waiting[0]?.arguments).toBe('{\n  "account": 9007199254740993\n}');
});

test('a request that expired cannot be approved', async () => {
  const id = await testApproval(own.held, new Date(Date.now() - 1));
  const late = decideApproval(own.admin, { id, approve: true });
  await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('expired') });
  expect(await db().approval.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'pending' });
});

test('arguments sealed for another approval are not shown', async () => {
  const [id, other] = [await testApproval(own.held), await testApproval(own.held)];
  const { argumentsBox } = await db().approval.findUniqueOrThrow({ where: { id: other } });
  await db().approval.update({ where: { id }, data: { argumentsBox } });
  const { waiting } = await listApprovals(own.admin);
  expect(waiting.find((approval) => approval.id === id)?.arguments).toBeNull();
});
