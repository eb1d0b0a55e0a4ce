import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { pageMetadata } from '@/app/(site)/page-metadata';
import { ToolList } from '@/components/catalogue/tool-list';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { severityMeaning } from '@/lib/core/catalogue-text/meanings';
import { count } from '@/lib/core/catalogue-text/wording';
import { severities } from '@/lib/core/risk/weigh/severity';
import { countBySeverity } from '@/lib/domain/catalogue/count';
import { listToolsBy } from '@/lib/domain/catalogue/list-by';

type Props = { params: Promise<{ level: string }> };

/** Rendered when first asked for and kept; a minute later the next reader has it rendered anew behind them. */
export const revalidate = 60;

/** None at build time, when there is no database. */
export function generateStaticParams() {
  return [];
}

async function read({ params }: Props) {
  const { level } = await params;
  return severities.find((severity) => severity.toLowerCase() === level) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const severity = await read(props);
  return pageMetadata({
    title: `MCP tools of ${severity} risk`,
    description: severityMeaning[severity].means,
    path: `/risk/${severity.toLowerCase()}`,
    formats: ['md', 'json'],
  });
}

export default async function RiskLevelPage(props: Props) {
  const severity = await read(props);
  const [counts, tools] = await Promise.all([countBySeverity(), listToolsBy({ severity })]);
  const { means, advice } = severityMeaning[severity];
  return (
    <div className="grid gap-6 [&>*]:min-w-0">
      <PageHeader title={`${severity} risk`} lead={`${means} ${advice}`} />
      <p className="text-ink-soft text-sm">
        {count(counts[severity], 'tool')} in the catalogue.{' '}
        {tools.length < counts[severity] && (
          <>
            Showing {tools.length}.{' '}
            <Link href={`/tools?severity=${severity}`} className="link">
              Search them all
            </Link>
            .
          </>
        )}
      </p>
      <ToolList tools={tools} showServer />
    </div>
  );
}
