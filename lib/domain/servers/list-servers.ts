import { db } from '@/lib/base/database/client';
import { type Actor, authorise } from '@/lib/domain/actors/actor';

/** Every server of the organisation with what its tools can do; by name. */
export async function listServers(actor: Actor) {
  authorise(actor, 'read');
  const { organisationId } = actor;
  const [servers, counts] = await Promise.all([
    db().server.findMany({
      where: { organisationId },
      select: {
        id: true,
        name: true,
        url: true,
        catalogueSlug: true,
        toolsReadAt: true,
        driftSeenAt: true,
        driftEndedAt: true,
        createdAt: true,
        _count: { select: { grants: { where: { revokedAt: null } }, policies: { where: { versions: { some: {} } } } } },
      },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    db().tool.groupBy({
      by: ['serverId', 'severity', 'state'],
      where: { organisationId, state: { not: 'gone' } },
      _count: true,
    }),
  ]);
  return servers.map(({ _count, ...server }) => {
    const own = counts.filter(({ serverId }) => serverId === server.id);
    const sum = (rows: typeof own) => rows.reduce((total, row) => total + row._count, 0);
    return {
      ...server,
      grants: _count.grants,
      isPublished: _count.policies > 0,
      tools: sum(own),
      critical: sum(own.filter(({ severity }) => severity === 'Critical')),
      high: sum(own.filter(({ severity }) => severity === 'High')),
      toReview: sum(own.filter(({ state }) => state !== 'pinned')),
    };
  });
}
