import { type ClassValue, clsx } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins Tailwind classes; the later one wins where two set the same property. */
export function classNames(...values: ClassValue[]): string {
  return twMerge(clsx(values));
}
