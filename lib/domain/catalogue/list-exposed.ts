import { db } from '@/lib/base/database/client';
import type { Attack } from '@/lib/core/attacks/attack';
import { exposureOf } from '@/lib/core/attacks/exposure';
import type { FoundTool } from '@/lib/core/catalogue-model/entry';
import { classifyTool } from '@/lib/core/risk/classify';
import { type Category, categories } from '@/lib/core/risk/words/lexicon';
import { foundFields } from './fields';

export type ExposedTool = FoundTool & { because: string };

/** Tools of one category that are looked at, those that are known best; which arguments they take is in no index. */
const CANDIDATES_MAX = 50;
const SHOWN_MAX = 8;

/** Some of the tools that a pattern concerns, those that it concerns most, of different servers. */
export async function listExposedTools({ exposures }: Pick<Attack, 'exposures'>): Promise<ExposedTool[]> {
  const asked = categories.filter((category) => exposures.some((one) => one.categories?.includes(category) ?? true));
  const found = (await Promise.all(asked.map(candidatesOf))).flat().flatMap(({ inputSchema, annotations, ...tool }) => {
    const { name, knowledge } = tool;
    const risk = classifyTool({ name, inputSchema, annotations, knowledge });
    const exposed = exposureOf(exposures, { ...risk, category: tool.category, severity: tool.severity, knowledge });
    return exposed ? [{ ...tool, ...exposed }] : [];
  });
  const nearest = found.toSorted((one, other) => other.weight - one.weight || other.confidence - one.confidence);
  const seen = new Set<string>();
  const distinct = nearest.filter(({ server }) => !seen.has(server.slug) && seen.add(server.slug));
  return distinct.slice(0, SHOWN_MAX);
}

function candidatesOf(category: Category) {
  return db().catalogueTool.findMany({
    where: { category },
    select: { ...foundFields, knowledge: true, inputSchema: true, annotations: true },
    orderBy: [{ confidence: 'desc' }, { id: 'asc' }],
    take: CANDIDATES_MAX,
  });
}
