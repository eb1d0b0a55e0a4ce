import type { z } from 'zod';
import { AppError } from '@/lib/base/errors';

/** The parsed input; throws an AppError that names each wrong field. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fieldErrors: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) {
    const field = String(path[0] ?? 'form');
    fieldErrors[field] = [...(fieldErrors[field] ?? []), message];
  }
  throw new AppError('invalid', 'Some fields are invalid. Nothing was stored.', { fieldErrors });
}
