import { countByCategory, countBySeverity } from '@/lib/catalogue/count';
import { listToolsBy } from '@/lib/catalogue/list-by';
import { categoryMeaning, severityMeaning } from '@/lib/catalogue/meanings';
import { count } from '@/lib/catalogue/wording';
import { notFound } from '@/lib/errors';
import { categories } from '@/lib/risk/lexicon';
import { severities } from '@/lib/risk/severity';
import { toolItem } from './items';
import { blocks, inline, link, table } from './markdown';
import { toolTable } from './markdown-parts';
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

export function levelMarkdown({ severity, category, means, advice, total, tools }: LevelResource): string {
  return blocks(
    severity ? `# ${severity} risk` : `# ${category} tools`,
    inline(means),
    `Recommended: ${inline(advice)}`,
    `${count(total, 'tool')} of the catalogue${tools.length < total ? `; shown are ${tools.length}` : ''}.`,
    toolTable(tools),
  );
}

export function riskMarkdown({ severities, categories }: RiskResource): string {
  return blocks(
    '# Risk levels',
    'Every tool is classified by what its definition says it can do. Where nothing can be told, the tool is Other and never Low.',
    table(
      ['Risk', 'Tools', 'What it means', 'Recommended'],
      severities.map((one) => [link(one.severity, `${one.url}.md`), String(one.tools), one.means, one.advice]),
    ),
    '## Categories',
    'Where several categories apply to a tool, the most severe counts.',
    table(
      ['Category', 'Tools', 'What it means', 'Recommended'],
      categories.map((one) => [link(one.category, `${one.url}.md`), String(one.tools), one.means, one.advice]),
    ),
  );
}
