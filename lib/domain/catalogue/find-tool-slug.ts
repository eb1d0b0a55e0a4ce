import { db } from '@/lib/base/database/client';
import { isSlug, slugOf } from '@/lib/core/catalogue-model/slug';

/** The canonical slug behind a tool's raw name or another spelling of its slug; null when the server has no such tool. */
export async function findToolSlug(serverSlug: string, spelling: string): Promise<string | null> {
  if (!isSlug(serverSlug) || spelling.includes('\0')) return null;
  const tools = await db().catalogueTool.findMany({
    where: { server: { slug: serverSlug }, OR: [{ name: spelling }, { slug: slugOf(spelling) }] },
    select: { slug: true, name: true },
  });
  return (tools.find(({ name }) => name === spelling) ?? tools[0])?.slug ?? null;
}
