import { db } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { requireServer } from '@/lib/domain/servers/require-server';
import { authorFields } from './authors';

const NUMBER_MAX = 2_147_483_647;

type Wanted = { serverId: string; name?: string; number?: number };

/** A version of a server's policy, the latest unless `number` says which; throws where there is none. */
export async function getPolicy(actor: Actor, wanted: Wanted) {
  const version = await findPolicy(actor, wanted);
  if (!version) throw notFound('version');
  return version;
}

/** As `getPolicy`, but null where nothing is published yet. */
export async function findPolicy(actor: Actor, { serverId, name = 'default', number }: Wanted) {
  authorise(actor, 'read');
  const { id } = await requireServer(db(), actor, serverId);
  return db().policyVersion.findFirst({
    where: {
      organisationId: actor.organisationId,
      policy: { serverId: id, name },
      ...(number !== undefined && { number: requireNumber(number) }),
    },
    select: { id: true, policyId: true, number: true, document: true, createdAt: true, ...authorFields },
    orderBy: { number: 'desc' },
  });
}

/** What cannot be a version's number is answered like one that was never published; PostgreSQL would refuse the query. */
function requireNumber(number: number): number {
  if (Number.isInteger(number) && number >= 1 && number <= NUMBER_MAX) return number;
  throw notFound('version');
}
