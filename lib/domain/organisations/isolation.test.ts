import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import type { Actor } from '@/lib/domain/actors/actor';
import { countWaiting } from '@/lib/domain/approvals/count-waiting';
import { decideApproval } from '@/lib/domain/approvals/decide-approval';
import { listApprovals } from '@/lib/domain/approvals/list-approvals';
import { listCalls } from '@/lib/domain/call-log/list-calls';
import { listChanges } from '@/lib/domain/change-log/list-changes';
import { listGrants } from '@/lib/domain/grants/list-grants';
import { mintGrant } from '@/lib/domain/grants/mint-grant';
import { revokeGrant } from '@/lib/domain/grants/revoke-grant';
import { findPolicy, getPolicy } from '@/lib/domain/policies/get-policy';
import { getVersion } from '@/lib/domain/policies/get-version';
import { listPolicies } from '@/lib/domain/policies/list-policies';
import { listVersions } from '@/lib/domain/policies/list-versions';
import { publishPolicy } from '@/lib/domain/policies/publish-policy';
import { republishVersion } from '@/lib/domain/policies/republish-version';
import { getServer } from '@/lib/domain/servers/get-server';
import { countReviews, listReviews } from '@/lib/domain/servers/list-reviews';
import { listServers } from '@/lib/domain/servers/list-servers';
import { listTools } from '@/lib/domain/servers/list-tools';
import { refreshTools } from '@/lib/domain/servers/refresh-tools';
import { registerServer } from '@/lib/domain/servers/register-server';
import { removeServer } from '@/lib/domain/servers/remove-server';
import { renameServer } from '@/lib/domain/servers/rename-server';
import { reviewTool } from '@/lib/domain/servers/review-tool';
import { updateConnection } from '@/lib/domain/servers/update-connection';
import { updateSettings } from '@/lib/domain/servers/update-settings';
import { endOtherSessions, endSession } from '@/lib/domain/sessions/end-session';
import type { SignedIn } from '@/lib/domain/sessions/find-session';
import { listSessions } from '@/lib/domain/sessions/list-sessions';
import { testSession } from '@/lib/domain/sessions/test-session';
import { testApproval, testCall, testOrganisation } from './test-organisation';

type Organisation = Awaited<ReturnType<typeof testOrganisation>>;
type Theirs = Organisation & { approvalId: string; sessionId: string };

let own: Organisation;
let theirs: Theirs;
let signedIn: SignedIn;

beforeAll(async () => {
  await freshDatabase();
  own = await testOrganisation();
  const other = await testOrganisation();
  signedIn = (await testSession(own.admin.userId)).actor;
  const { sessionId } = (await testSession(other.admin.userId)).actor;
  theirs = { ...other, approvalId: await testApproval(other.held), sessionId };
  await testCall(other.held);
});

const document = '{"version":"1","default":"deny"}';
const definitionHash = '0'.repeat(64);

/** Every verb that names something, with who may call it. */
const naming = {
  getServer: ['read', (actor, { serverId }) => getServer(actor, serverId)],
  countReviews: ['read', (actor, { serverId }) => countReviews(actor, serverId)],
  listReviews: ['read', (actor, { serverId }) => listReviews(actor, serverId)],
  listTools: ['read', (actor, { serverId }) => listTools(actor, serverId)],
  renameServer: ['admin', (actor, { serverId }) => renameServer(actor, { serverId, name: 'Mine' })],
  updateConnection: [
    'admin',
    (actor, { serverId }) => updateConnection(actor, { serverId, url: 'http://127.0.0.1:9/mcp', headers: {} }),
  ],
  updateSettings: [
    'admin',
    (actor, { serverId }) =>
      updateSettings(actor, {
        ...{ serverId, bodyMebibytes: 16, firstByteSeconds: 1 },
        ...{ sessionsPerMinute: 1, sessionsOpenMax: 1, mayAsk: [] },
      }),
  ],
  refreshTools: ['policy', (actor, { serverId }) => refreshTools(actor, serverId)],
  reviewTool: ['policy', (actor, { serverId }) => reviewTool(actor, { serverId, tool: 'get_key', definitionHash })],
  publishPolicy: ['policy', (actor, { serverId }) => publishPolicy(actor, { serverId, document })],
  getPolicy: ['read', (actor, { serverId }) => getPolicy(actor, { serverId })],
  findPolicy: ['read', (actor, { serverId }) => findPolicy(actor, { serverId })],
  listPolicies: ['read', (actor, { serverId }) => listPolicies(actor, serverId)],
  listVersions: ['read', (actor, { serverId }) => listVersions(actor, { serverId })],
  getVersion: ['read', (actor, { serverId }) => getVersion(actor, { serverId, number: 1 })],
  republishVersion: [
    'policy',
    (actor, { serverId }) => republishVersion(actor, { serverId, number: 1, expectedVersion: 1 }),
  ],
  listGrants: ['read', (actor, { serverId }) => listGrants(actor, serverId)],
  mintGrant: ['admin', (actor, { serverId, policyId }) => mintGrant(actor, { serverId, policyId, label: 'Mine' })],
  revokeGrant: ['admin', (actor, { grantId }) => revokeGrant(actor, grantId)],
  decideApproval: ['policy', (actor, { approvalId }) => decideApproval(actor, { id: approvalId, approve: true })],
  listCalls: ['read', (actor, { serverId }) => listCalls(actor, { serverId })],
  endSession: ['read', (actor, { sessionId }) => endSession({ ...signedIn, ...actor } as SignedIn, sessionId)],
  removeServer: ['admin', (actor, { serverId }) => removeServer(actor, serverId)],
} satisfies Record<string, [string, (actor: Actor, theirs: Theirs) => Promise<unknown>]>;

describe('another organisation’s id is not found, and nothing of it changes', () => {
  test.each(Object.entries(naming))('%s', async (_, [, verb]) => {
    const before = await everything(theirs.admin.organisationId);
    await expect(verb(own.admin, theirs)).rejects.toMatchObject({ code: 'not_found' });
    expect(await everything(theirs.admin.organisationId)).toEqual(before);
  });

  test.each(Object.entries(naming))('%s, and neither is what is no id', async (_, [, verb]) => {
    const nonsense = { ...theirs, serverId: "x' OR 1=1", grantId: '..', approvalId: '', sessionId: '-' };
    await expect(verb(own.admin, nonsense)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a policy of another organisation cannot be attached to an own server’s grant', async () => {
    const input = { serverId: own.serverId, policyId: theirs.policyId, label: 'Mixed' };
    await expect(mintGrant(own.admin, input)).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('lists show the own organisation only', async () => {
  expect((await listServers(own.admin)).map(({ id }) => id)).toEqual([own.serverId]);
  expect(await listCalls(own.admin, {})).toEqual([]);
  expect(await listApprovals(own.admin)).toEqual({ waiting: [], past: [] });
  expect(await countWaiting(own.admin)).toBe(0);
  expect((await listChanges(own.admin, {})).changes).toEqual([]);
  expect((await listSessions(signedIn)).map(({ id }) => id)).toEqual([signedIn.sessionId]);
});

test('ending all other sessions ends none of another organisation', async () => {
  const before = await everything(theirs.admin.organisationId);
  expect(await endOtherSessions(signedIn)).toBe(0);
  expect(await everything(theirs.admin.organisationId)).toEqual(before);
});

describe('a role that does not reach a verb is refused, and nothing changes', () => {
  const refusedTo = { read: [], policy: ['viewer'], admin: ['viewer', 'policy_manager'] } as const;
  const cases = Object.entries(naming).flatMap(([name, [needs, verb]]) =>
    refusedTo[needs as keyof typeof refusedTo].map((role) => [role, name, verb] as const),
  );

  test.each(cases)('%s: %s', async (role, _, verb) => {
    const before = await everything(theirs.admin.organisationId);
    await expect(verb({ ...theirs.admin, role }, theirs)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await everything(theirs.admin.organisationId)).toEqual(before);
  });

  test.each(['viewer', 'policy_manager'] as const)('%s: registerServer', async (role) => {
    const input = { name: 'New', url: 'http://127.0.0.1:9/mcp' };
    await expect(registerServer({ ...own.admin, role }, input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

async function everything(organisationId: string) {
  const where = { organisationId };
  return {
    servers: await db().server.findMany({ where }),
    tools: await db().tool.findMany({ where }),
    policies: await db().policy.findMany({ where }),
    versions: await db().policyVersion.findMany({ where }),
    grants: await db().grant.findMany({ where }),
    approvals: await db().approval.findMany({ where }),
    sessions: await db().session.findMany({ where }),
    changes: await db().change.findMany({ where }),
  };
}
