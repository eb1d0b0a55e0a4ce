import { count } from '@/lib/core/catalogue-text/wording';
import type { LevelResource, RiskResource } from '@/lib/edges/api/resources';
import { blocks, inline, link, table } from './markdown';
import { toolTable } from './markdown-parts';

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
    'Every tool is classified from its definition. If the risk is unclear, the tool is Other and never Low.',
    table(
      ['Risk', 'Tools', 'What it means', 'Recommended'],
      severities.map((one) => [link(one.severity, `${one.url}.md`), String(one.tools), one.means, one.advice]),
    ),
    '## Categories',
    'If several categories apply to a tool, the most severe one counts.',
    table(
      ['Category', 'Tools', 'What it means', 'Recommended'],
      categories.map((one) => [link(one.category, `${one.url}.md`), String(one.tools), one.means, one.advice]),
    ),
  );
}
