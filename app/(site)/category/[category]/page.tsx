import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { pageMetadata } from '@/app/(site)/page-metadata';
import { AttackLinks } from '@/components/catalogue/attack-links';
import { Section } from '@/components/catalogue/section';
import { ToolList } from '@/components/catalogue/tool-list';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { attacksOn } from '@/lib/core/attacks/attacks';
import { categoryMeaning } from '@/lib/core/catalogue-text/meanings';
import { count } from '@/lib/core/catalogue-text/wording';
import { categories } from '@/lib/core/risk/words/lexicon';
import { countByCategory } from '@/lib/domain/catalogue/count';
import { listToolsBy } from '@/lib/domain/catalogue/list-by';

type Props = { params: Promise<{ category: string }> };

/** Rendered when first asked for and kept; a minute later the next reader has it rendered anew behind them. */
export const revalidate = 60;

/** None at build time, when there is no database. */
export function generateStaticParams() {
  return [];
}

async function read({ params }: Props) {
  const { category } = await params;
  return categories.find((one) => one.toLowerCase() === category) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const category = await read(props);
  return pageMetadata({
    title: `${category} tools of MCP servers`,
    description: categoryMeaning[category].means,
    path: `/category/${category.toLowerCase()}`,
    formats: ['md', 'json'],
  });
}

export default async function CategoryPage(props: Props) {
  const category = await read(props);
  const [counts, tools] = await Promise.all([countByCategory(), listToolsBy({ category })]);
  const { means, advice } = categoryMeaning[category];
  return (
    <div className="grid gap-12 [&>*]:min-w-0">
      <div>
        <PageHeader title={`${category} tools`} lead={means} />
        <p className="measure text-ink-soft">
          <strong className="font-semibold text-ink">Recommended:</strong> {advice}
        </p>
      </div>
      <Section id="tools" title={count(counts[category], `${category} tool`)}>
        {tools.length < counts[category] && (
          <p className="text-ink-soft text-sm">
            Showing {tools.length}.{' '}
            <Link href={`/tools?category=${category}`} className="link">
              Search them all
            </Link>
            .
          </p>
        )}
        <ToolList tools={tools} showServer />
      </Section>
      <Section id="attacks" title="Attacks that use such tools">
        <AttackLinks attacks={attacksOn({ category, signals: [] })} />
      </Section>
    </div>
  );
}
