import { db, type Transaction } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { recordChange } from '@/lib/domain/change-log/record';
import { isInvitation, takeInvitation } from './invitations';
import { makeRoom } from './make-room';
import { ACCOUNTS_MAX, hashPassword, matching } from './password';
import { CreateAccountInput } from './schema';
import { isOnLoopback, type SignUpDoor, signUpDoor } from './sign-up-door';
import type { Account } from './verify-password';
import { weakness } from './weak-password';

/** Parallel sign-ups with one address that may come in between. */
const ROUNDS_MAX = 5;

type NewAccount = { email: string; password: string; organisationName: string };
type Entry = { door: SignUpDoor; invitation: string | undefined };

/** What was typed, or an AppError that says what is wrong with it. The password is one that is not guessed first. */
export async function readNewAccount(input: CreateAccountInput): Promise<NewAccount> {
  const { email, password, organisationName } = parse(CreateAccountInput, input);
  const weak = await weakness(password, email);
  if (weak) throw new AppError('invalid', 'No account was created.', { fieldErrors: { password: [weak] } });
  return { email, password, organisationName: organisationName ?? organisationOf(email) };
}

/**
 * A user, their organisation and their membership as its admin, all or nothing; whoever has an account with this address
 * and this password signs in instead. With another password the address gets another account, so that nothing tells
 * whether it has one. Throws where the installation takes no new accounts, or none without an invitation.
 */
export async function createAccount(input: CreateAccountInput, invitation?: string): Promise<Account> {
  const account = await readNewAccount(input);
  const entry = await admit(invitation);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const known = await db().user.findMany({ where: { email: account.email }, orderBy: { createdAt: 'asc' } });
    const own = await matching(account.password, known);
    if (own) return { userId: own.id };
    const passwordHash = await hashPassword(account.password);
    const made = await db().$transaction((tx) => store(tx, { ...account, passwordHash }, known, entry));
    if (made) return made;
  }
  throw new AppError('rate_limited', 'Somebody is signing up with this address at this moment. Try again in a minute.');
}

/** How an account could be made now; throws where none can. */
export async function admit(invitation: string | undefined): Promise<Entry> {
  const door = await signUpDoor();
  if (door === 'closed')
    throw new AppError('forbidden', 'This installation accepts no new accounts. No account was created.');
  if (door === 'invited' && !(await isInvitation(invitation))) throw uninvited();
  return { door, invitation: invitation === undefined || invitation === '' ? undefined : invitation };
}

function uninvited(): AppError {
  return new AppError(
    'forbidden',
    'You need a valid invitation. This one was used or has expired. No account was created.',
  );
}

function organisationOf(email: string): string {
  return `${email.slice(0, email.indexOf('@')).slice(0, 60)}’s organisation`;
}

type Stored = Omit<NewAccount, 'password'> & { passwordHash: string };

/** Null where another account of this address was made or went meanwhile, whose password must be asked for first. */
async function store(
  tx: Transaction,
  { email, passwordHash, organisationName }: Stored,
  known: readonly { id: string }[],
  entry: Entry,
): Promise<Account | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`policylayer.address:${email}`}, 0))`;
  const now = await tx.user.findMany({ where: { email }, select: { id: true }, orderBy: { createdAt: 'asc' } });
  if (now.map(({ id }) => id).join() !== known.map(({ id }) => id).join()) return null;
  if (now.length >= ACCOUNTS_MAX && !(await makeRoom(tx, email))) throw unusable();
  const ownsInstallation = await claim(tx, entry);
  const user = await tx.user.create({ data: { email, passwordHash } });
  const organisation = await tx.organisation.create({
    data: {
      name: organisationName,
      ownsInstallation,
      mayReachPrivate: ownsInstallation,
      members: { create: { userId: user.id, role: 'admin' } },
    },
  });
  const actor = { kind: 'person' as const, userId: user.id, organisationId: organisation.id, role: 'admin' as const };
  await recordChange(tx, actor, {
    verb: 'organisation.create',
    subjectId: organisation.id,
    detail: { name: organisationName },
  });
  return { userId: user.id };
}

/**
 * Uses the invitation up and says whether the new organisation owns the installation: the first one that came by an
 * invitation, or that was made where the console is reached on this machine only. A unique index allows one.
 */
async function claim(tx: Transaction, { door, invitation }: Entry): Promise<boolean> {
  const isInvited = invitation !== undefined && (await takeInvitation(tx, invitation));
  if (door === 'invited' && !isInvited) throw uninvited();
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('policylayer.owner', 0))`;
  const isOwned = (await tx.organisation.count({ where: { ownsInstallation: true } })) > 0;
  // Two came first: the other one is the owner, and the door is no longer open.
  if (isOwned && door === 'first' && !isInvited) throw uninvited();
  return !isOwned && (isInvited || isOnLoopback());
}

function unusable(): AppError {
  return new AppError(
    'invalid',
    'No account could be made with this address and password; nothing was created. If the address is yours, sign in instead.',
  );
}
