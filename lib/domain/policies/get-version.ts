import type { Viewer } from '@/lib/domain/actors/viewer';
import { authorsOf } from './authors';
import { getPolicy } from './get-policy';

/** One version of a server's policy with who published it; throws where there is none of that number. */
export async function getVersion(viewer: Viewer, wanted: { serverId: string; name?: string; number: number }) {
  const { createdById, ...version } = await getPolicy(viewer, wanted);
  const author = await authorsOf([createdById]);
  return { ...version, author: author(createdById) };
}
