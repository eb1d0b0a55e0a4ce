import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { pageMetadata } from '@/app/(site)/page-metadata';
import { textOf } from '@/app/(site)/tools/segment';
import { Breadcrumbs } from '@/components/catalogue/breadcrumbs';
import { CategoryBadge } from '@/components/catalogue/category-badge';
import { GoDeeper } from '@/components/catalogue/go-deeper';
import { Questions } from '@/components/catalogue/questions';
import { Section } from '@/components/catalogue/section';
import { ServerLd } from '@/components/catalogue/server-ld';
import { ToolList } from '@/components/catalogue/tool-list';
import { Notice } from '@/components/ui/notice';
import { env } from '@/lib/base/env';
import { AppError } from '@/lib/base/errors';
import { describeServer, type ServerDescription } from '@/lib/core/catalogue-text/describe-server';
import { count } from '@/lib/core/catalogue-text/wording';
import { getCatalogueServer } from '@/lib/domain/catalogue/get-server';
import { ServerFacts } from './server-facts';
import { ServerPolicy } from './server-policy';
import { ServerUnread } from './server-unread';

type Props = { params: Promise<{ server: string }> };

/** Rendered when first asked for and kept; a minute later the next reader has it rendered anew behind them. */
export const revalidate = 60;

/** None at build time, when there is no database. */
export function generateStaticParams() {
  return [];
}

const load = cache(async (slug: string) => {
  try {
    const server = await getCatalogueServer(slug);
    return { server, description: describeServer(server) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
});

async function read({ params }: Props) {
  return load(textOf((await params).server));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { server } = await read(props);
  const tools = count(server.tools.length, 'tool');
  const isRead = server.tools.length > 0;
  return pageMetadata({
    title: isRead
      ? `${server.name}: ${tools} by risk, and a policy for all of them`
      : `${server.name}: its tools are not known yet`,
    description: isRead
      ? `What agents can do with the ${tools} of ${server.name}, which of them are dangerous, and the policy to put in front of them.`
      : `${server.name} is listed, but its tools have not been read yet. What is known of it, and how to govern it all the same.`,
    path: `/tools/${server.slug}`,
    formats: ['md', 'json'],
  });
}

export default async function ServerPage(props: Props) {
  const { server, description } = await read(props);
  const query = `?server=${server.slug}`;
  const crumbs = [
    { name: 'Catalogue', path: '/tools' },
    { name: server.name, path: `/tools/${server.slug}` },
  ];
  const tools = server.tools.map((tool) => ({ ...tool, server }));
  return (
    <article className="grid gap-12 [&>*]:min-w-0">
      <Breadcrumbs crumbs={crumbs} origin={env().PUBLIC_URL} />
      <ServerLd server={server} origin={env().PUBLIC_URL} tools={tools.map(({ name }) => name)} />
      <header className="grid gap-4">
        <h1 className="font-semibold text-3xl wrap-anywhere sm:text-4xl">{server.name}</h1>
        <ToolCounts counts={description.counts} />
        {server.isDeprecated && (
          <Notice tone="hold">Its publisher has marked it as deprecated in the MCP registry.</Notice>
        )}
        {server.description && (
          <figure className="measure grid gap-1">
            <blockquote className="wrap-anywhere">{server.description}</blockquote>
            <figcaption className="text-ink-faint text-sm">Its publisher, in the MCP registry</figcaption>
          </figure>
        )}
        <ServerFacts server={server} />
      </header>
      {tools.length === 0 ? (
        <ServerUnread server={server} query={query} />
      ) : (
        <>
          <ServerPolicy server={server} policy={description.policy} summary={description.summary} query={query} />
          <Section id="tools" title="Tool by tool">
            <ToolList tools={tools} />
            <GoDeeper />
          </Section>
        </>
      )}
      <Section id="questions" title={<>Questions about {server.name}</>}>
        <Questions questions={description.questions} names={tools.map(({ name }) => name)} />
      </Section>
    </article>
  );
}

function ToolCounts({ counts }: { counts: ServerDescription['counts'] }) {
  const amount = counts.reduce((sum, { tools }) => sum + tools, 0);
  if (amount === 0) return <p className="text-ink-soft">Its tools are not known yet.</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ink-soft">
      {count(amount, 'tool')}:
      {counts.map(({ category, tools }) => (
        <span key={category} className="flex items-center gap-1.5">
          {tools} <CategoryBadge category={category} />
        </span>
      ))}
    </p>
  );
}
