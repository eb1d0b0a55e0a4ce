import { type ClassValue, clsx } from 'clsx';

/** Joins classes. Their order decides nothing: what has to win over a primitive's own look is marked with `!`. */
export function classNames(...values: ClassValue[]): string {
  return clsx(values);
}
