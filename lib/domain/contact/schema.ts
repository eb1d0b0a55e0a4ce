import { z } from 'zod';

/** PostgreSQL stores no NUL. */
const text = (missing: string) =>
  z
    .string(missing)
    .regex(/^[^\0]*$/, 'Remove the invisible characters.')
    .trim();

export const ContactInput = z.object({
  name: text('Enter your name.').min(1, 'Enter your name.').max(100, 'Use at most 100 characters.'),
  email: text('Enter your e-mail address.')
    .max(254, 'An e-mail address has at most 254 characters.')
    .pipe(z.email('This does not look like an e-mail address.')),
  message: text('Write a message.').min(1, 'Write a message.').max(5_000, 'Use at most 5,000 characters.'),
  /** The page it was sent from. */
  page: text('').startsWith('/').max(500).optional().catch(undefined),
});
export type ContactInput = z.input<typeof ContactInput>;
