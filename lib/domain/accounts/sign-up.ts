import { countAttempt } from './attempts';
import { admit, createAccount, readNewAccount } from './create-account';
import type { CreateAccountInput } from './schema';
import type { Account } from './verify-password';

type From = { address: string; invitation: string | undefined };

/**
 * Signs up. What was typed wrongly, and what strangers try without an invitation, counts for the network address alone: it
 * makes no account, and must not use up what the owner of an e-mail address may try.
 */
export async function signUp(input: CreateAccountInput, { address, invitation }: From): Promise<Account> {
  await countAttempt('signUpAddress', address);
  const { email } = await readNewAccount(input);
  await admit(invitation);
  await countAttempt('signUpEmail', email);
  return createAccount(input, invitation);
}
