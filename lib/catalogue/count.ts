import { db } from '@/lib/db';
import type { Category } from '@/lib/risk/lexicon';
import type { Severity } from '@/lib/risk/severity';

export type CatalogueSize = { servers: number; tools: number };

export async function countCatalogue(): Promise<CatalogueSize> {
  const [servers, tools] = await Promise.all([db().catalogueServer.count(), db().catalogueTool.count()]);
  return { servers, tools };
}

export async function countBySeverity(): Promise<Record<Severity, number>> {
  const rows = await db().catalogueTool.groupBy({ by: ['severity'], _count: true });
  const counts = { Low: 0, Medium: 0, High: 0, Critical: 0 };
  for (const { severity, _count } of rows) counts[severity] = _count;
  return counts;
}

export async function countByCategory(): Promise<Record<Category, number>> {
  const rows = await db().catalogueTool.groupBy({ by: ['category'], _count: true });
  const counts = { Read: 0, Write: 0, Execute: 0, Destructive: 0, Financial: 0, Other: 0 };
  for (const { category, _count } of rows) counts[category] = _count;
  return counts;
}
