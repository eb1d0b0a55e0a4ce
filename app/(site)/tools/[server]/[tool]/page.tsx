import type { Metadata } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { cache } from 'react';
import { pageMetadata } from '@/app/(site)/page-metadata';
import { textOf } from '@/app/(site)/tools/segment';
import { Breadcrumbs } from '@/components/catalogue/breadcrumbs';
import { ServerLd } from '@/components/catalogue/server-ld';
import { env } from '@/lib/base/env';
import { AppError } from '@/lib/base/errors';
import { describeTool } from '@/lib/core/catalogue-text/describe-tool';
import { countCatalogue } from '@/lib/domain/catalogue/count';
import { findToolSlug } from '@/lib/domain/catalogue/find-tool-slug';
import { getCatalogueTool } from '@/lib/domain/catalogue/get-tool';
import { ToolAbout } from './tool-about';
import { ToolControl } from './tool-control';
import { ToolFurther } from './tool-further';
import { ToolGlance } from './tool-glance';

type Props = { params: Promise<{ server: string; tool: string }> };

/** Rendered when first asked for and kept; a minute later the next reader has it rendered anew behind them. */
export const revalidate = 60;

/** None at build time, when there is no database. */
export function generateStaticParams() {
  return [];
}

/** The tool with what is said of it; another spelling of its name is sent to the canonical address. */
const load = cache(async (server: string, slug: string) => {
  try {
    const tool = await getCatalogueTool(server, slug);
    return { tool, description: describeTool(tool) };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
  }
  const canonical = await findToolSlug(server, slug);
  if (canonical) permanentRedirect(`/tools/${server}/${canonical}`);
  notFound();
});

async function read({ params }: Props) {
  const { server, tool } = await params;
  return load(textOf(server), textOf(tool));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { tool, description } = await read(props);
  const { name, server } = tool;
  const { risk } = description;
  return pageMetadata({
    title: `${name} on ${server.name}: ${risk.severity} risk, and a policy for it`,
    description: `${name} is classified as ${risk.category}, ${risk.severity} risk. What it can do, why, and the rule to put in front of it.`,
    path: `/tools/${server.slug}/${tool.slug}`,
    formats: ['md', 'json'],
  });
}

export default async function ToolPage(props: Props) {
  const { tool, description } = await read(props);
  const { server } = tool;
  const query = `?server=${server.slug}&tool=${tool.slug}`;
  const path = `/tools/${server.slug}/${tool.slug}`;
  const crumbs = [
    { name: 'Catalogue', path: '/tools' },
    { name: server.name, path: `/tools/${server.slug}` },
    { name: tool.name, path },
  ];
  return (
    <article className="grid min-w-0 gap-12 [&>*]:min-w-0">
      <Breadcrumbs crumbs={crumbs} origin={env().PUBLIC_URL} />
      <ServerLd server={server} origin={env().PUBLIC_URL} tools={[tool.name]} />
      <div className="grid gap-12 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid min-w-0 content-start gap-12 [&>*]:min-w-0">
          <ToolAbout tool={tool} description={description} />
        </div>
        <ToolGlance tool={tool} description={description} query={query} />
      </div>
      <ToolControl tool={tool} description={description} query={query} />
      <ToolFurther tool={tool} description={description} size={await countCatalogue()} path={path} />
    </article>
  );
}
