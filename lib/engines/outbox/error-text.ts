import { AppError } from '@/lib/base/errors';

const LENGTH_MAX = 300;

/**
 * What may be stored and logged of a failure: our own sentence, else its name and code. The message of a library's error may
 * hold an address with its secret, or values of a query. At most 300 characters.
 */
export function errorText(error: unknown): string {
  if (error instanceof AppError) return error.message.slice(0, LENGTH_MAX);
  if (!(error instanceof Error)) return 'Something was thrown that is no error.';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code}`.slice(0, LENGTH_MAX);
}
