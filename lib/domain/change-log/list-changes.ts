import { db } from '@/lib/base/database/client';
import { requireId } from '@/lib/base/input/require-id';
import { type Actor, authorise } from '@/lib/domain/actors/actor';

const PAGE = 50;

/** The change log, newest first, a page at a time; `before` is the id of the last row already seen. */
export async function listChanges(actor: Actor, { before }: { before?: string }) {
  authorise(actor, 'read');
  const rows = await db().change.findMany({
    where: {
      organisationId: actor.organisationId,
      ...(before && { id: { lt: requireId(before, 'change') } }),
    },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const page = rows.slice(0, PAGE);
  const emails = await emailsOf(page.flatMap(({ actorId }) => actorId ?? []));
  const changes = page.map(({ actorId, ...change }) => ({
    ...change,
    actor: actorId ? (emails.get(actorId) ?? 'A former member') : 'Command line',
  }));
  return { changes, next: rows.length > PAGE ? page.at(-1)?.id : undefined };
}

async function emailsOf(userIds: string[]): Promise<Map<string, string>> {
  const users = await db().user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, email: true },
  });
  return new Map(users.map(({ id, email }) => [id, email]));
}
