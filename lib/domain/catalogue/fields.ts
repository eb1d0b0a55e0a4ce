import { z } from 'zod';
import { Package } from '@/lib/core/catalogue-model/facts';

export const serverFields = {
  slug: true,
  name: true,
  publisher: true,
  repository: true,
  licence: true,
  packages: true,
  source: true,
  readAt: true,
  origin: true,
} as const;

export const entryFields = { slug: true, name: true, category: true, severity: true, confidence: true } as const;

export const foundFields = { ...entryFields, server: { select: { slug: true, name: true } } } as const;

const Packages = z.array(Package).catch([]);

/** Packages are JSON in the database; a row that another release wrote differently shows none. */
export function withPackages<T extends { packages: unknown }>(row: T): Omit<T, 'packages'> & { packages: Package[] } {
  return { ...row, packages: Packages.parse(row.packages) };
}
