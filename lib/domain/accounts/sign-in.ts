import { db } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { countAttempt } from './attempts';
import type { SignInInput } from './schema';
import { type Account, verifyPassword } from './verify-password';

/** A browser in which an account was signed in before. */
export type KnownDevice = { userId: string; id: string };

type From = { address: string; devices: readonly KnownDevice[] };

/**
 * Signs in. Attempts from a known device to its own account are counted for that device alone, so that strangers who use
 * up the attempts of an address lock nobody out who has signed in there before.
 */
export async function signIn(input: SignInInput, { address, devices }: From): Promise<Account> {
  const known = await ownDevice(input.email, devices);
  if (!known) {
    await countAttempt('signInAddress', address);
    await countAttempt('signInEmail', input.email);
    return verifyPassword(input);
  }
  await countAttempt('signInDevice', known.id);
  try {
    return await verifyPassword(input, [known.userId]);
  } catch (mismatch) {
    if (!(mismatch instanceof AppError) || mismatch.code !== 'unauthenticated') throw mismatch;
    // The address may have another account; that one is guessed at as by a stranger.
    const mayGoOn = await countAttempt('signInEmail', input.email).then(
      () => true,
      () => false,
    );
    if (!mayGoOn) throw mismatch;
    return verifyPassword(input);
  }
}

async function ownDevice(email: string, devices: readonly KnownDevice[]): Promise<KnownDevice | undefined> {
  if (devices.length === 0) return undefined;
  const user = await db().user.findFirst({
    where: { email: email.trim().toLowerCase(), id: { in: devices.map(({ userId }) => userId) } },
    select: { id: true },
  });
  return devices.find(({ userId }) => userId === user?.id);
}
