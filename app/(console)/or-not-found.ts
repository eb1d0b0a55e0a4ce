import { notFound } from 'next/navigation';
import { AppError } from '@/lib/base/errors';

/** What a verb answers; what it does not find becomes the page that says so. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}
