import { notFound } from '@/lib/base/errors';
import { categoryMeaning, severityMeaning } from '@/lib/core/catalogue-text/meanings';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import { countByCategory, countBySeverity } from '@/lib/domain/catalogue/count';
import { listToolsBy } from '@/lib/domain/catalogue/list-by';
import { toolItem } from './items';
import type { LevelResource, RiskResource } from './resources';

export async function readSeverity(level: string, origin: string): Promise<LevelResource> {
  const severity = severities.find((one) => one.toLowerCase() === level);
  if (!severity) throw notFound('risk level');
  const [counts, tools] = await Promise.all([countBySeverity(), listToolsBy({ severity })]);
  return {
    url: `${origin}/risk/${level}`,
    severity,
    category: null,
    ...severityMeaning[severity],
    total: counts[severity],
    tools: tools.map((tool) => toolItem(tool, origin)),
  };
}

export async function readCategory(name: string, origin: string): Promise<LevelResource> {
  const category = categories.find((one) => one.toLowerCase() === name);
  if (!category) throw notFound('category');
  const [counts, tools] = await Promise.all([countByCategory(), listToolsBy({ category })]);
  return {
    url: `${origin}/category/${name}`,
    severity: null,
    category,
    ...categoryMeaning[category],
    total: counts[category],
    tools: tools.map((tool) => toolItem(tool, origin)),
  };
}

export async function readRisk(origin: string): Promise<RiskResource> {
  const [bySeverity, byCategory] = await Promise.all([countBySeverity(), countByCategory()]);
  return {
    url: `${origin}/risk`,
    severities: severities.toReversed().map((severity) => ({
      url: `${origin}/risk/${severity.toLowerCase()}`,
      severity,
      ...severityMeaning[severity],
      tools: bySeverity[severity],
    })),
    categories: categories.toReversed().map((category) => ({
      url: `${origin}/category/${category.toLowerCase()}`,
      category,
      ...categoryMeaning[category],
      tools: byCategory[category],
    })),
  };
}
