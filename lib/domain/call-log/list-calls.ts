import { db } from '@/lib/base/database/client';
import { parse } from '@/lib/base/input/parse';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { requireServer } from '@/lib/domain/servers/require-server';
import type { Call } from '@/prisma/client/client';
import { ListCallsInput, policyRules, type ShownCall } from './schema';

/**
 * The call log, newest first. A log that fills by itself reads the first page again: a call's id is made when it begins
 * and its row is written when it ends, so reading on from the newest id would miss the slow ones.
 */
export async function listCalls(actor: Actor, input: ListCallsInput): Promise<ShownCall[]> {
  authorise(actor, 'read');
  const { serverId, grantId, outcome, before, limit } = parse(ListCallsInput, input);
  const { organisationId } = actor;
  const server = serverId === undefined ? undefined : await requireServer(db(), actor, serverId);
  const calls = await db().call.findMany({
    where: { organisationId, serverId: server?.id, grantId, ...decided(outcome), id: { lt: before } },
    orderBy: { id: 'desc' },
    take: limit,
  });
  const [names, versions] = await Promise.all([namesOf(organisationId, calls), versionsOf(organisationId, calls)]);
  return calls.map(({ at, grantId, ...call }) => ({
    id: call.id,
    at: at.toISOString(),
    serverId: call.serverId,
    server: names.get(call.serverId) ?? 'Removed server',
    grant: grantId ? (names.get(grantId) ?? 'Removed grant') : 'No valid grant',
    method: call.method,
    tool: call.tool,
    argumentKeys: call.argumentKeys,
    outcome: call.outcome,
    rule: call.rule,
    message: call.message,
    failure: call.failure,
    upstreamStatus: call.upstreamStatus,
    requestId: call.requestId,
    traceId: call.traceId,
    policyVersion: versions.get(call.policyVersionId ?? '') ?? null,
    requestBytes: call.requestBytes,
    responseBytes: call.responseBytes,
    gatewayMicros: call.gatewayMicros,
    upstreamMicros: call.upstreamMicros,
  }));
}

const byPolicy = [{ rule: { startsWith: '/' } }, { rule: { in: policyRules } }];

/** `allow` is what the policy decided, whether or not the call failed afterwards; `failed` is the part of it that did. */
function decided(outcome: ListCallsInput['outcome']) {
  if (outcome === 'failed') return { outcome: 'allow' as const, failure: { not: null } };
  if (outcome === 'refused') return { outcome: 'deny' as const, NOT: byPolicy };
  return outcome === 'deny' ? { outcome, OR: byPolicy } : { outcome };
}

/** Numbers of the policy versions that calls were judged under, by id. */
async function versionsOf(
  organisationId: string,
  calls: Pick<Call, 'policyVersionId'>[],
): Promise<Map<string, number>> {
  const ids = new Set(calls.flatMap(({ policyVersionId }) => policyVersionId ?? []));
  const versions = await db().policyVersion.findMany({
    where: { organisationId, id: { in: [...ids] } },
    select: { id: true, number: true },
  });
  return new Map(versions.map(({ id, number }) => [id, number]));
}

/** Names of the servers and grants that are still there; the log itself outlives them. */
async function namesOf(
  organisationId: string,
  calls: Pick<Call, 'serverId' | 'grantId'>[],
): Promise<Map<string, string>> {
  const serverIds = new Set(calls.map(({ serverId }) => serverId));
  const grantIds = new Set(calls.flatMap(({ grantId }) => grantId ?? []));
  const [servers, grants] = await Promise.all([
    db().server.findMany({ where: { organisationId, id: { in: [...serverIds] } }, select: { id: true, name: true } }),
    db().grant.findMany({ where: { organisationId, id: { in: [...grantIds] } }, select: { id: true, label: true } }),
  ]);
  return new Map([
    ...servers.map(({ id, name }) => [id, name] as const),
    ...grants.map(({ id, label }) => [id, label] as const),
  ]);
}
