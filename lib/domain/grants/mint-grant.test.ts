import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { listGrants } from './list-grants';
import { mintGrant } from './mint-grant';
import { revokeGrant } from './revoke-grant';

await freshDatabase();

let own: Awaited<ReturnType<typeof testOrganisation>>;

beforeEach(async () => {
  own = await testOrganisation();
});

test('a token has 256 random bits and is stored as its fingerprint only', async () => {
  const { admin, serverId, policyId } = own;
  const { grant, token } = await mintGrant(admin, { serverId, policyId, label: 'Agent' });
  expect(token).toMatch(/^plg_[A-Za-z0-9_-]{43}$/);
  const stored = await db().grant.findUniqueOrThrow({ where: { id: grant.id } });
  expect(stored.tokenHash).toBe(createHash('sha256').update(token).digest('hex'));
  expect(stored.tokenHint).toBe(token.slice(-4));
  const changes = await db().change.findMany({ where: { subjectId: grant.id } });
  expect(changes).toMatchObject([{ verb: 'grant.mint', actorId: admin.userId }]);
  const shown = await listGrants(admin, serverId);
  for (const secret of [token, stored.tokenHash]) {
    expect(JSON.stringify([shown, changes])).not.toContain(secret);
  }
});

test('an expiry in the past makes no grant', async () => {
  const { admin, serverId, policyId } = own;
  const late = mintGrant(admin, { serverId, policyId, label: 'Late', expiresAt: new Date(0) });
  await expect(late).rejects.toMatchObject({ code: 'invalid', fieldErrors: { expiresAt: [expect.any(String)] } });
  expect(await db().grant.count({ where: { label: 'Late' } })).toBe(0);
});

test('a grant is revoked once, also when two people revoke it at the same moment', async () => {
  await Promise.all([revokeGrant(own.admin, own.grantId), revokeGrant(own.admin, own.grantId)]);
  const { revokedAt } = await db().grant.findUniqueOrThrow({ where: { id: own.grantId } });
  expect(revokedAt).not.toBeNull();
  expect(await db().change.count({ where: { verb: 'grant.revoke', subjectId: own.grantId } })).toBe(1);
});

test('the ten thousand and first grant that stands is refused; a revoked one makes room', async () => {
  const { admin, serverId, policyId } = await testOrganisation();
  const { organisationId } = admin;
  const made = { organisationId, serverId, policyId, label: 'Many', tokenHint: 'many' };
  await db().grant.createMany({ data: Array.from({ length: 9_999 }, () => ({ ...made, tokenHash: randomUUID() })) });
  const mint = () => mintGrant(admin, { serverId, policyId, label: 'More' });
  await expect(mint()).rejects.toMatchObject({ code: 'conflict' });
  const [first] = await db().grant.findMany({ where: { organisationId }, take: 1 });
  await revokeGrant(admin, first!.id);
  expect((await mint()).grant.label).toBe('More');
});
