import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { testOrganisation } from '@/lib/organisations/test-organisation';
import { freshDatabase } from '@/prisma/fresh-database';
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
