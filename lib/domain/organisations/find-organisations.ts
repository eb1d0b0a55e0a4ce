import { z } from 'zod';
import { db } from '@/lib/base/database/client';

export type FoundOrganisation = {
  id: string;
  name: string;
  ownsInstallation: boolean;
  mayReachPrivate: boolean;
  createdAt: Date;
  emails: string[];
};

const FOUND_MAX = 100;

/**
 * For whoever runs the installation, not for its people: organisations by their id or by the e-mail address of a member,
 * or the newest ones. Addresses are not proven, so several can be found by one.
 */
export async function findOrganisations(asked?: string): Promise<FoundOrganisation[]> {
  const rows = await db().organisation.findMany({
    where: asked === undefined ? {} : whereOf(asked),
    include: { members: { include: { user: { select: { email: true } } } } },
    orderBy: { createdAt: 'desc' },
    take: FOUND_MAX,
  });
  return rows.map(({ members, ...row }) => ({ ...row, emails: members.map(({ user }) => user.email) }));
}

function whereOf(asked: string) {
  if (z.guid().safeParse(asked).success) return { id: asked };
  return { members: { some: { user: { email: asked.trim().toLowerCase() } } } };
}
