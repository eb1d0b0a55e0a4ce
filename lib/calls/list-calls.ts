import { db } from '@/lib/db';
import { parse } from '@/lib/organisations/parse';
import { authorise, type Viewer } from '@/lib/organisations/viewer';
import { requireServer } from '@/lib/servers/require-server';
import { ListCallsInput, type ShownCall } from './schema';

/**
 * The call log, newest first. A log that fills by itself reads the first page again: a call's id is made when it begins
 * and its row is written when it ends, so reading on from the newest id would miss the slow ones.
 */
export async function listCalls(viewer: Viewer, input: ListCallsInput): Promise<ShownCall[]> {
  authorise(viewer, 'read');
  const { serverId, grantId, outcome, before, limit } = parse(ListCallsInput, input);
  const { organisationId } = viewer;
  const server = serverId === undefined ? undefined : await requireServer(db(), viewer, serverId);
  const calls = await db().call.findMany({
    where: { organisationId, serverId: server?.id, grantId, outcome, id: { lt: before } },
    orderBy: { id: 'desc' },
    take: limit,
  });
  const names = await namesOf(organisationId);
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
    upstreamStatus: call.upstreamStatus,
    gatewayMicros: call.gatewayMicros,
    upstreamMicros: call.upstreamMicros,
  }));
}

/** Names of the servers and grants there are; the log itself outlives them. */
async function namesOf(organisationId: string): Promise<Map<string, string>> {
  const [servers, grants] = await Promise.all([
    db().server.findMany({ where: { organisationId }, select: { id: true, name: true } }),
    db().grant.findMany({ where: { organisationId }, select: { id: true, label: true } }),
  ]);
  return new Map([
    ...servers.map(({ id, name }) => [id, name] as const),
    ...grants.map(({ id, label }) => [id, label] as const),
  ]);
}
