import type { Metadata } from 'next';
import { connection } from 'next/server';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { CategoryBadge } from '@/components/catalogue/category-badge';
import { LevelCards } from '@/components/catalogue/level-cards';
import { Section } from '@/components/catalogue/section';
import { SeverityBadge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { categoryMeaning, severityMeaning } from '@/lib/core/catalogue-text/meanings';
import { count } from '@/lib/core/catalogue-text/wording';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import { countByCategory, countBySeverity } from '@/lib/domain/catalogue/count';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    title: 'Risk levels of MCP tools',
    description: 'How tools of MCP servers are classified by what they can do, and what each risk level requires.',
    path: '/risk',
    formats: ['md', 'json'],
  });
}

export default async function RiskPage() {
  await connection();
  const [bySeverity, byCategory] = await Promise.all([countBySeverity(), countByCategory()]);
  return (
    <div className="grid gap-12">
      <div>
        <PageHeader
          title="Risk levels"
          lead="Every tool is classified from its definition: its name, description and arguments, and the other tools of its server. The tool’s page quotes the words that decided, with a confidence. If the risk is unclear, the tool is Other and never Low."
        />
        <LevelCards
          levels={severities.toReversed().map((severity) => ({
            href: `/risk/${severity.toLowerCase()}`,
            badge: <SeverityBadge severity={severity} />,
            means: severityMeaning[severity].means,
            tools: count(bySeverity[severity], 'tool'),
          }))}
        />
      </div>
      <Section id="categories" title="Categories">
        <p className="measure text-ink-soft">If several categories apply to a tool, the most severe one counts.</p>
        <LevelCards
          levels={categories.toReversed().map((category) => ({
            href: `/category/${category.toLowerCase()}`,
            badge: <CategoryBadge category={category} />,
            means: categoryMeaning[category].means,
            tools: count(byCategory[category], 'tool'),
          }))}
        />
        <p className="measure text-ink-soft">
          <Link href="/docs/risk-method" className="link">
            How risk is assessed
          </Link>
          , how accurate that is, and where it fails.
        </p>
      </Section>
    </div>
  );
}
