import { hash, verify } from '@node-rs/argon2';
import { createTurns } from './turns';

/** OWASP's first choice for argon2id, which is the library's default variant: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/**
 * One hash takes 19 MiB and a thread; Node has four, which also look up names and read files. Beyond those that wait,
 * somebody is flooding the door, and whoever comes next is told to try again.
 */
const atOnce = createTurns({ running: 2, waiting: 60 });

export function hashPassword(password: string): Promise<string> {
  return atOnce(() => hash(password.normalize('NFKC'), cost));
}

/** Takes as long for an address nobody has as for one with another password, so that time tells nothing. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  decoy ??= hash('an address nobody has', cost);
  const known = passwordHash ?? (await decoy);
  const matches = await atOnce(() => verify(known, password.normalize('NFKC')));
  return passwordHash !== undefined && matches;
}
