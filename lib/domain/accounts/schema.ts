import { z } from 'zod';

const Email = z
  .string('Enter your e-mail address.')
  .trim()
  .toLowerCase()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('This does not look like an e-mail address.'));

export const PASSWORD_MIN = 10;
/** Keeps one sign-in from costing more than another. */
export const PASSWORD_MAX = 200;

const NewPassword = z
  .string('Choose a password.')
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`);

export const CreateAccountInput = z.object({
  email: Email,
  password: NewPassword,
  organisationName: z.string().trim().min(1).max(80, 'Use at most 80 characters.').optional(),
});
export type CreateAccountInput = z.input<typeof CreateAccountInput>;

export const SignInInput = z.object({
  email: Email,
  password: z
    .string('Enter your password.')
    .min(1, 'Enter your password.')
    .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`),
});
export type SignInInput = z.input<typeof SignInInput>;
