import type { Metadata } from 'next';
import { pageMetadata } from '@/app/(site)/page-metadata';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { env } from '@/lib/base/env';
import { listGroups } from '@/lib/domain/catalogue-changes/list-groups';
import { changeKinds, FeedInput } from '@/lib/domain/catalogue-changes/schema';
import { ChangeDays } from './change-days';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { kind, before } = FeedInput.parse(await searchParams);
  const metadata = pageMetadata({
    title: 'Changes to MCP tools',
    description: 'Tools of MCP servers that were added, removed, redefined or reclassified.',
    path: '/changes',
    formats: ['md', 'json'],
    types: { 'application/atom+xml': `${env().PUBLIC_URL}/changes/feed.xml` },
  });
  return { ...metadata, ...((kind || before) && { robots: { index: false } }) };
}

export default async function ChangesPage({ searchParams }: Props) {
  const input = FeedInput.parse(await searchParams);
  const { groups, next } = await listGroups(input);
  return (
    <div className="grid gap-6 [&>*]:min-w-0">
      <PageHeader
        title="Changes"
        lead="Changes to the tools in the catalogue: added, removed, redefined by their publisher, or reclassified."
        actions={
          <Button asChild kind="secondary" size="small">
            <a href={`/changes/feed.xml${input.kind ? `?kind=${input.kind}` : ''}`}>Atom feed</a>
          </Button>
        }
      />
      <Kinds input={input} />
      {groups.length > 0 ? <ChangeDays groups={groups} /> : <Nothing input={input} />}
      <nav aria-label="Pages" className="flex justify-between text-sm">
        {input.before ? (
          <Link className="link" href={hrefOf({ kind: input.kind })}>
            Newest
          </Link>
        ) : (
          <span />
        )}
        {next && (
          <Link className="link" href={hrefOf({ kind: input.kind, before: next })}>
            Older
          </Link>
        )}
      </nav>
    </div>
  );
}

function Kinds({ input }: { input: FeedInput }) {
  const kinds = [undefined, ...changeKinds];
  return (
    <nav aria-label="Kinds of changes" className="flex flex-wrap gap-2">
      {kinds.map((kind) => (
        <Button key={kind ?? 'all'} asChild kind={kind === input.kind ? 'primary' : 'secondary'} size="small">
          <Link href={hrefOf({ kind })} aria-current={kind === input.kind ? 'page' : undefined}>
            {kind ? kind[0]?.toUpperCase() + kind.slice(1) : 'All'}
          </Link>
        </Button>
      ))}
    </nav>
  );
}

function Nothing({ input: { kind, before } }: { input: FeedInput }) {
  if (before) return <EmptyState title="No older changes">The feed ends here.</EmptyState>;
  return (
    <EmptyState title="No changes yet">
      {kind ? `No tool in the catalogue has been ${kind} yet.` : 'Nothing in the catalogue has changed yet.'}
    </EmptyState>
  );
}

function hrefOf({ kind, before }: FeedInput): string {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(before && { before }) });
  return query.size > 0 ? `/changes?${query}` : '/changes';
}
