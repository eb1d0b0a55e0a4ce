import type { Transaction } from '@/lib/base/database/client';
import type { Server } from '@/prisma/client/client';

// Whether a server offers agents what was pinned, as the gateway notes it. Agents read pinned definitions in any case.

export type Drift =
  /** It offers what was pinned, as far as anybody has seen since the tools were read. */
  | { state: 'none' }
  /** It offers something else. */
  | { state: 'open'; since: Date }
  /** It did, and went back. */
  | { state: 'ended'; since: Date; until: Date }
  /** It did again after it had gone back. That stays until a person reads the tools, whatever it offers meanwhile. */
  | { state: 'recurring'; since: Date };

export function driftOf({ driftSeenAt, driftEndedAt }: Pick<Server, 'driftSeenAt' | 'driftEndedAt'>): Drift {
  if (driftSeenAt === null) return { state: 'none' };
  if (driftEndedAt === null) return { state: 'open', since: driftSeenAt };
  if (driftSeenAt > driftEndedAt) return { state: 'recurring', since: driftSeenAt };
  return { state: 'ended', since: driftSeenAt, until: driftEndedAt };
}

/** Whether it is to be taken for one that offers something else. */
export function hasDrifted(server: Parameters<typeof driftOf>[0]): boolean {
  const { state } = driftOf(server);
  return state === 'open' || state === 'recurring';
}

/** The columns of a server whose tools were read just now. */
export const noDrift = { driftSeenAt: null, driftEndedAt: null };

/** Once nothing waits for a review, what was seen before is reviewed too; what is newer is noted again within a minute. */
export async function forgetDrift(tx: Transaction, { id, organisationId }: Server): Promise<void> {
  const waiting = await tx.tool.count({
    where: { serverId: id, organisationId, state: { in: ['pending', 'changed'] } },
  });
  if (waiting === 0) await tx.server.updateMany({ where: { id, organisationId }, data: noDrift });
}
