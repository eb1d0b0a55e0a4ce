import type { Actor } from '@/lib/domain/actors/actor';
import { authorsOf } from './authors';
import { getPolicy } from './get-policy';

/** One version of a server's policy with who published it; throws where there is none of that number. */
export async function getVersion(actor: Actor, wanted: { serverId: string; name?: string; number: number }) {
  const { createdById, ...version } = await getPolicy(actor, wanted);
  const author = await authorsOf([createdById]);
  return { ...version, author: author(createdById) };
}
