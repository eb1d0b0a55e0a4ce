import { db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { parse } from '@/lib/organisations/parse';
import { isPassword } from './password';
import { SignInInput } from './schema';

/** What a session is made from: who, and the value that ends it when it moves. */
export type Account = { userId: string; sessionVersion: number };

/** One sentence for every failure, after the same work: nothing tells whether the address exists. */
export async function verifyPassword(input: SignInInput): Promise<Account> {
  const { email, password } = parse(SignInInput, input);
  const user = await db().user.findUnique({ where: { email } });
  const matches = await isPassword(password, user?.passwordHash);
  if (!user || !matches) throw new AppError('unauthenticated', 'E-mail address and password do not match.');
  return { userId: user.id, sessionVersion: user.sessionVersion };
}
