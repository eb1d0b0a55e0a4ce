import { z } from 'zod';
import type { Category } from '@/lib/risk/lexicon';
import type { Severity } from '@/lib/risk/severity';
import { Package } from './facts';

export type CatalogueServer = {
  slug: string;
  name: string;
  publisher: string | null;
  repository: string | null;
  licence: string | null;
  packages: Package[];
  source: string;
  readAt: Date;
  /** shipped: its facts come with the project. registry: they were read from the MCP registry and the server itself. */
  origin: 'shipped' | 'registry';
};

/** What a list shows of a tool. */
export type ToolEntry = { slug: string; name: string; category: Category; severity: Severity; confidence: number };

export type FoundTool = ToolEntry & { server: { slug: string; name: string } };

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
