import { z } from 'zod';

const Email = z
  .string('Enter your e-mail address.')
  .trim()
  .toLowerCase()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('This does not look like an e-mail address.'));

/** The upper bound keeps one sign-in from costing more than another. */
const NewPassword = z
  .string('Choose a password.')
  .min(10, 'Use at least 10 characters.')
  .max(200, 'Use at most 200 characters.');

export const CreateAccountInput = z.object({
  email: Email,
  password: NewPassword,
  organisationName: z.string().trim().min(1).max(80, 'Use at most 80 characters.').optional(),
});
export type CreateAccountInput = z.input<typeof CreateAccountInput>;

export const SignInInput = z.object({
  email: Email,
  password: z.string('Enter your password.').min(1, 'Enter your password.').max(200, 'Use at most 200 characters.'),
});
export type SignInInput = z.input<typeof SignInInput>;
