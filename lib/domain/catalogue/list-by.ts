import { db } from '@/lib/base/database/client';
import type { FoundTool } from '@/lib/core/catalogue-model/entry';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { foundFields } from './fields';

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
