import { db } from '@/lib/base/database/client';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';

export type CatalogueSize = { servers: number; tools: number };

// The rows of CatalogueTally add up to what is in the tables, within every transaction; counting a million tools would
// cost each page a tenth of a second.

export async function countCatalogue(): Promise<CatalogueSize> {
  const { _sum } = await db().catalogueTally.aggregate({ _sum: { servers: true, tools: true } });
  return { servers: _sum.servers ?? 0, tools: _sum.tools ?? 0 };
}

export async function countBySeverity(): Promise<Record<Severity, number>> {
  const rows = await db().catalogueTally.groupBy({ by: ['severity'], _sum: { tools: true } });
  const counts = { Low: 0, Medium: 0, High: 0, Critical: 0 };
  for (const { severity, _sum } of rows) if (severity) counts[severity] = _sum.tools ?? 0;
  return counts;
}

export async function countByCategory(): Promise<Record<Category, number>> {
  const rows = await db().catalogueTally.groupBy({ by: ['category'], _sum: { tools: true } });
  const counts = { Read: 0, Write: 0, Execute: 0, Destructive: 0, Financial: 0, Other: 0 };
  for (const { category, _sum } of rows) if (category) counts[category] = _sum.tools ?? 0;
  return counts;
}
