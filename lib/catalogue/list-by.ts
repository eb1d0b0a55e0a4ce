import { db } from '@/lib/db';
import type { Category } from '@/lib/risk/lexicon';
import type { Severity } from '@/lib/risk/severity';
import { type FoundTool, foundFields } from './entry';

const shownMax = 100;

/** Tools of one category or severity, those that are known best first. */
export async function listToolsBy(where: { category: Category } | { severity: Severity }): Promise<FoundTool[]> {
  return db().catalogueTool.findMany({
    where,
    select: foundFields,
    orderBy: [{ confidence: 'desc' }, { id: 'asc' }],
    take: shownMax,
  });
}
