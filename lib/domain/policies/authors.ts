import { db } from '@/lib/base/database/client';

/** Who published, by user id, as pages show them; what has no user was published from the command line. */
export async function authorsOf(userIds: (string | null)[]): Promise<(userId: string | null) => string> {
  const users = await db().user.findMany({
    where: { id: { in: userIds.flatMap((id) => id ?? []) } },
    select: { id: true, email: true },
  });
  const emails = new Map(users.map(({ id, email }) => [id, email]));
  return (userId) => (userId ? (emails.get(userId) ?? 'A former member') : 'Command line');
}
