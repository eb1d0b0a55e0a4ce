import { notFound } from '@/lib/base/errors';
import type { Actor } from '@/lib/domain/actors/actor';
import { withAuthors } from './authors';
import { getPolicy } from './get-policy';

/** One version of a server's policy with who published it; throws where there is none of that number. */
export async function getVersion(actor: Actor, wanted: { serverId: string; name?: string; number: number }) {
  const [version] = await withAuthors([await getPolicy(actor, wanted)]);
  if (!version) throw notFound('version');
  return version;
}
