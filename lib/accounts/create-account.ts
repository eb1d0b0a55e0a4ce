import { recordChange } from '@/lib/changes/record';
import { db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { parse } from '@/lib/organisations/parse';
import { Prisma } from '@/prisma/client/client';
import { hashPassword, isPassword } from './password';
import { CreateAccountInput } from './schema';
import type { Account } from './verify-password';

/**
 * A user, their organisation and their membership as its admin, all or nothing. An address that has an account signs in
 * when the password is its own; with another password the answer is one sentence that says what to do either way.
 */
export async function createAccount(input: CreateAccountInput): Promise<Account> {
  const { email, password, organisationName } = parse(CreateAccountInput, input);
  const known = await db().user.findUnique({ where: { email } });
  if (known) return enter(known, password);
  const passwordHash = await hashPassword(password);
  try {
    return await store({ email, passwordHash, organisationName: organisationName ?? organisationOf(email) });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw unusable(error);
    throw error;
  }
}

async function enter(user: { id: string; sessionVersion: number; passwordHash: string }, password: string) {
  if (!(await isPassword(password, user.passwordHash))) throw unusable();
  return { userId: user.id, sessionVersion: user.sessionVersion };
}

function unusable(cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'No account could be made with this address and password; nothing was created. If the address is yours, sign in instead.',
    { cause },
  );
}

function organisationOf(email: string): string {
  return `${email.slice(0, email.indexOf('@')).slice(0, 60)}’s organisation`;
}

function store(account: { email: string; passwordHash: string; organisationName: string }): Promise<Account> {
  const { email, passwordHash, organisationName } = account;
  return db().$transaction(async (tx) => {
    const user = await tx.user.create({ data: { email, passwordHash } });
    const organisation = await tx.organisation.create({
      // The first account of an installation is its owner's.
      data: {
        name: organisationName,
        mayReachPrivate: (await tx.user.count()) === 1,
        members: { create: { userId: user.id, role: 'admin' } },
      },
    });
    const viewer = { userId: user.id, organisationId: organisation.id, role: 'admin' as const };
    await recordChange(tx, viewer, {
      verb: 'organisation.create',
      subjectId: organisation.id,
      detail: { name: organisationName },
    });
    return { userId: user.id, sessionVersion: user.sessionVersion };
  });
}
