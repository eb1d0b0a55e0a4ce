import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import type { Person } from '@/lib/domain/actors/actor';

const Claim = z.object({ userId: z.guid(), sessionVersion: z.number().int() });

export type SignedIn = Person & { email: string; organisationName: string };

/** Whom a session's claim stands for today; null when the user, the membership or the session's version is gone. */
export async function findActor(claim: unknown): Promise<SignedIn | null> {
  const { data } = Claim.safeParse(claim);
  if (!data) return null;
  const member = await db().member.findFirst({
    where: { userId: data.userId, user: { sessionVersion: data.sessionVersion } },
    orderBy: { createdAt: 'asc' },
    select: { userId: true, organisationId: true, role: true, user: true, organisation: true },
  });
  if (!member) return null;
  const { userId, organisationId, role, user, organisation } = member;
  return { kind: 'person', userId, organisationId, role, email: user.email, organisationName: organisation.name };
}
