import { z } from 'zod';
import { notFound } from '@/lib/base/errors';

/** What is not even an id is answered like an id nobody has; PostgreSQL would refuse the query instead. */
export function requireId(id: string, noun: string): string {
  if (z.guid().safeParse(id).success) return id;
  throw notFound(noun);
}
