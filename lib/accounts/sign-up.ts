import { countAttempt } from './attempts';
import { createAccount, readNewAccount } from './create-account';
import type { CreateAccountInput } from './schema';
import type { Account } from './verify-password';

type From = { address: string; invitation: string | undefined };

/** Signs up; what was typed wrongly counts for the network address alone, since it makes no account. */
export async function signUp(input: CreateAccountInput, { address, invitation }: From): Promise<Account> {
  await countAttempt('signUpAddress', address);
  const { email } = await readNewAccount(input);
  await countAttempt('signUpEmail', email);
  return createAccount(input, invitation);
}
