import { randomUUID } from 'node:crypto';
import { db } from '@/lib/base/database/client';
import { seal } from '@/lib/base/secrets/secret-box';
import type { Person } from '@/lib/domain/actors/actor';

/** For tests: an organisation of its own with one of everything, and its admin. */
export async function testOrganisation() {
  const user = await db().user.create({ data: { email: `${randomUUID()}@example.com`, passwordHash: 'none' } });
  const { id: organisationId } = await db().organisation.create({
    data: { name: 'Test', mayReachPrivate: true, members: { create: { userId: user.id, role: 'admin' } } },
  });
  const admin: Person = { kind: 'person', userId: user.id, organisationId, role: 'admin' };
  const server = await db().server.create({
    data: { organisationId, name: 'Upstream', url: 'http://127.0.0.1:9/mcp', protocolVersions: [] },
  });
  const serverId = server.id;
  await db().tool.create({
    data: {
      organisationId,
      serverId,
      name: 'get_key',
      inputSchema: {},
      definitionHash: '0'.repeat(64),
      state: 'pending',
      category: 'Read',
      severity: 'Low',
      confidence: 1,
    },
  });
  const policy = await db().policy.create({
    data: {
      organisationId,
      serverId,
      name: 'default',
      versions: {
        create: { organisationId, number: 1, document: '{"version":"1","default":"deny"}', createdByKind: 'command' },
      },
    },
    include: { versions: true },
  });
  const grant = await db().grant.create({
    data: { organisationId, serverId, policyId: policy.id, label: 'Agent', tokenHash: randomUUID(), tokenHint: 'abcd' },
  });
  const held = { organisationId, serverId, grantId: grant.id, policyVersionId: policy.versions[0]?.id ?? '' };
  return { admin, serverId, policyId: policy.id, grantId: grant.id, held };
}

type Held = Awaited<ReturnType<typeof testOrganisation>>['held'];

/** For tests: a held call that waits for a decision. */
export async function testApproval(held: Held, expiresAt = new Date(Date.now() + 60_000)): Promise<string> {
  const id = randomUUID();
  await db().approval.create({
    data: {
      id,
      ...held,
      tool: 'get_key',
      argumentsDigest: id,
      argumentsBox: seal('{"key":"a"}', `approval:${id}`),
      rule: '/tools/get_key/action',
      message: 'A person decides.',
      expiresAt,
    },
  });
  return id;
}

/** For tests: a call as the gateway records it. */
export async function testCall({ organisationId, serverId, grantId }: Held): Promise<string> {
  const id = randomUUID();
  await db().call.create({
    data: {
      id,
      at: new Date(),
      organisationId,
      serverId,
      grantId,
      requestId: id,
      era: 'modern',
      method: 'tools/call',
      tool: 'get_key',
      argumentKeys: ['key'],
      outcome: 'allow',
      rule: '',
      message: '',
      requestBytes: 1,
      responseBytes: 1,
      gatewayMicros: 1,
      upstreamMicros: 1,
    },
  });
  return id;
}
