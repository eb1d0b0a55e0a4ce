import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/base/errors';
import { log } from '@/lib/base/log';
import type { FormState } from '@/lib/core/form-state';

/** An error as form state; an unknown one is logged under a reference and shows a fixed sentence. */
export function toFormState(error: unknown): FormState {
  if (error instanceof AppError) return { ok: false, message: error.message, fieldErrors: error.fieldErrors };
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, 'a form failed');
  return { ok: false, message: `Something failed on our side. Nothing was changed. Reference: ${reference}.` };
}
