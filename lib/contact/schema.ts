import { z } from 'zod';

export const ContactInput = z.object({
  name: z.string('Enter your name.').trim().min(1, 'Enter your name.').max(100, 'Use at most 100 characters.'),
  email: z
    .string('Enter your e-mail address.')
    .trim()
    .max(254, 'An e-mail address has at most 254 characters.')
    .pipe(z.email('This does not look like an e-mail address.')),
  message: z.string('Write a message.').trim().min(1, 'Write a message.').max(5_000, 'Use at most 5,000 characters.'),
  /** The page it was sent from. */
  page: z.string().startsWith('/').max(500).optional().catch(undefined),
});
export type ContactInput = z.input<typeof ContactInput>;
