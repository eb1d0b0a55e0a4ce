import { z } from 'zod';
import { notFound } from '@/lib/base/errors';

/** A malformed id is answered like an unknown one; PostgreSQL would refuse the query. */
export function requireId(id: string, noun: string): string {
  if (z.guid().safeParse(id).success) return id;
  throw notFound(noun);
}
