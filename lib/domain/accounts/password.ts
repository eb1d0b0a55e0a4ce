import { hash, verify } from '@node-rs/argon2';
import { createTurns } from './turns';

/** OWASP's first choice for argon2id, which is the library's default variant: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Accounts that can share one e-mail address. Nobody proves to own an address here, so it names no account by itself:
 * address and password together do. Each costs a hash at every sign-in.
 */
export const ACCOUNTS_MAX = 3;

let decoy: Promise<string> | undefined;

/**
 * One hash takes 19 MiB and a thread; Node has four, which also look up names and read files. Beyond those that wait,
 * somebody is flooding the door, and whoever comes next is told to try again.
 */
const atOnce = createTurns({ running: 2, waiting: 60 });

export function hashPassword(password: string): Promise<string> {
  return atOnce(() => hash(password.normalize('NFKC'), cost));
}

/**
 * The one of at most ACCOUNTS_MAX candidates whose password this is. Takes as long for none of them as for all, whichever
 * matches, so that time tells nothing.
 */
export async function matching<Candidate extends { passwordHash: string }>(
  password: string,
  candidates: readonly Candidate[],
): Promise<Candidate | null> {
  decoy ??= hash('an address nobody has', cost);
  const nobody = await decoy;
  const text = password.normalize('NFKC');
  return atOnce(async () => {
    let found: Candidate | null = null;
    for (let at = 0; at < ACCOUNTS_MAX; at += 1) {
      const candidate = candidates[at];
      const matches = await verify(candidate?.passwordHash ?? nobody, text);
      if (matches && candidate) found ??= candidate;
    }
    return found;
  });
}
