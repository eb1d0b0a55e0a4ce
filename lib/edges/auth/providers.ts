import type { AuthOptions, User } from 'next-auth';
import type { CredentialsConfig } from 'next-auth/providers/credentials';
import { z } from 'zod';
import { signIn } from '@/lib/domain/accounts/sign-in';
import { clientAddress } from './client-address';
import { knownDevices } from './devices';

const Credentials = z.object({ email: z.string().catch(''), password: z.string().catch('') });

const passwords: CredentialsConfig = {
  id: 'password',
  name: 'Password',
  type: 'credentials',
  credentials: {
    email: { label: 'E-mail address', type: 'email' },
    password: { label: 'Password', type: 'password' },
  },
  /** Throws an AppError in words for the form, with every limit on attempts counted. */
  async authorize(credentials): Promise<User> {
    const from = { address: await clientAddress(), devices: await knownDevices() };
    const { userId } = await signIn(Credentials.parse(credentials ?? {}), from);
    return { id: userId };
  },
};

/**
 * The ways to prove who you are, as next-auth's providers. Another one, such as OpenID Connect, is an entry here; before it
 * opens anything, `signIn` in options.ts must lead its identities to users.
 */
export const providers: AuthOptions['providers'] = [passwords];
