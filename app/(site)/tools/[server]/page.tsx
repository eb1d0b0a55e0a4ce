import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Breadcrumbs } from '@/components/catalogue/breadcrumbs';
import { CategoryBadge } from '@/components/catalogue/category-badge';
import { ControlSteps } from '@/components/catalogue/control-steps';
import { GoDeeper } from '@/components/catalogue/go-deeper';
import { PolicyBlock } from '@/components/catalogue/policy-block';
import { Questions } from '@/components/catalogue/questions';
import { Section } from '@/components/catalogue/section';
import { ToolList } from '@/components/catalogue/tool-list';
import { Button } from '@/components/ui/button';
import { describeServer } from '@/lib/catalogue/describe-server';
import { getCatalogueServer } from '@/lib/catalogue/get-server';
import { count } from '@/lib/catalogue/wording';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { ServerFacts } from './server-facts';

type Props = { params: Promise<{ server: string }> };

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
  return load(decodeURIComponent((await params).server));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { server } = await read(props);
  const tools = count(server.tools.length, 'tool');
  return {
    title: `${server.name}: ${tools} by risk, and a policy for all of them`,
    description: `What agents can do with the ${tools} of ${server.name}, which of them are dangerous, and the policy to put in front of them.`,
    alternates: { canonical: `${env().PUBLIC_URL}/tools/${server.slug}` },
  };
}

export default async function ServerPage(props: Props) {
  const { server, description } = await read(props);
  const signUpHref = `/sign-up?server=${server.slug}`;
  const crumbs = [
    { name: 'Catalogue', path: '/tools' },
    { name: server.name, path: `/tools/${server.slug}` },
  ];
  const tools = server.tools.map((tool) => ({ ...tool, server }));
  return (
    <article className="grid gap-12 [&>*]:min-w-0">
      <Breadcrumbs crumbs={crumbs} origin={env().PUBLIC_URL} />
      <header className="grid gap-4">
        <h1 className="font-semibold text-3xl wrap-anywhere sm:text-4xl">{server.name}</h1>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ink-soft">
          {count(tools.length, 'tool')}:
          {description.counts.map(({ category, tools }) => (
            <span key={category} className="flex items-center gap-1.5">
              {tools} <CategoryBadge category={category} />
            </span>
          ))}
        </p>
        <ServerFacts server={server} />
      </header>
      <Section id="policy" title={<>A policy for all of {server.name}</>}>
        <p className="measure text-ink-soft">
          Each tool has the rule that its risk asks for. What the policy does not name stays closed, also a tool that
          the server adds later.
        </p>
        <div className="max-h-[36rem] overflow-y-auto rounded-card">
          <PolicyBlock policy={description.policy} />
        </div>
        <ControlSteps server={server.name} signUpHref={signUpHref} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button asChild size="large">
            <Link href={signUpHref}>Put this policy in front of it</Link>
          </Button>
          <span className="text-ink-soft text-sm">Free to start. No card required.</span>
        </div>
      </Section>
      <Section id="tools" title="Tool by tool">
        <ToolList tools={tools} />
        <GoDeeper />
      </Section>
      <Section id="questions" title={<>Questions about {server.name}</>}>
        <Questions questions={description.questions} names={tools.map(({ name }) => name)} />
      </Section>
    </article>
  );
}
