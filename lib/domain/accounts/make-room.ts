import type { Transaction } from '@/lib/base/database/client';

const UNUSED_MS = 24 * 60 * 60 * 1_000;

/**
 * Removes the oldest account of an address that was never used: older than a day, alone in an organisation without a
 * server. False where every account of the address is in use.
 */
export async function makeRoom(tx: Transaction, email: string): Promise<boolean> {
  const unused = await tx.user.findFirst({
    where: {
      email,
      createdAt: { lt: new Date(Date.now() - UNUSED_MS) },
      members: { every: { organisation: { ownsInstallation: false, servers: { none: {} } } } },
    },
    include: { members: { include: { organisation: { include: { _count: { select: { members: true } } } } } } },
    orderBy: { createdAt: 'asc' },
  });
  if (!unused) return false;
  const alone = unused.members.filter(({ organisation }) => organisation._count.members === 1);
  await tx.organisation.deleteMany({ where: { id: { in: alone.map(({ organisationId }) => organisationId) } } });
  await tx.user.delete({ where: { id: unused.id } });
  return true;
}
