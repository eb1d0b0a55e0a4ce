import { db } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { ACCOUNTS_MAX, matching } from './password';
import { SignInInput } from './schema';

/** Whose password it was. */
export type Account = { userId: string };

/**
 * The account of an address and a password; with `only`, no other one than these. One sentence for every failure, after
 * the same work: nothing tells whether the address exists.
 */
export async function verifyPassword(input: SignInInput, only?: readonly string[]): Promise<Account> {
  const { email, password } = parse(SignInInput, input);
  const candidates = await db().user.findMany({
    where: { email, ...(only && { id: { in: [...only] } }) },
    orderBy: { createdAt: 'asc' },
    take: ACCOUNTS_MAX,
  });
  const user = await matching(password, candidates);
  if (!user) throw new AppError('unauthenticated', 'E-mail address and password do not match.');
  return { userId: user.id };
}
