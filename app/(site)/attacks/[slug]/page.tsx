import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ContainmentBadge, containmentWords } from '@/app/(site)/attacks/containment';
import { pageMetadata } from '@/app/(site)/page-metadata';
import { Breadcrumbs } from '@/components/catalogue/breadcrumbs';
import { SeverityLink } from '@/components/catalogue/category-badge';
import { PolicyBlock } from '@/components/catalogue/policy-block';
import { Section } from '@/components/catalogue/section';
import { TryIt } from '@/components/catalogue/try-it';
import { env } from '@/lib/base/env';
import type { Attack } from '@/lib/core/attacks/attack';
import { findAttack } from '@/lib/core/attacks/attacks';
import type { Source } from '@/lib/core/attacks/sources';
import { listExposedTools } from '@/lib/domain/catalogue/list-exposed';
import { AttackLog } from './attack-log';
import { ExposedTools } from './exposed-tools';

type Props = { params: Promise<{ slug: string }> };

/** Rendered when first asked for and kept; a minute later the next reader has it rendered anew behind them. */
export const revalidate = 60;

/** None at build time, when there is no database. */
export function generateStaticParams() {
  return [];
}

async function read({ params }: Props) {
  return findAttack((await params).slug) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { slug, title, summary } = await read(props);
  return pageMetadata({
    title: `${title}: how it works and a policy against it`,
    description: summary,
    path: `/attacks/${slug}`,
    formats: ['md', 'json'],
  });
}

export default async function AttackPage(props: Props) {
  const attack = await read(props);
  const tools = await listExposedTools(attack);
  const crumbs = [
    { name: 'Attacks', path: '/attacks' },
    { name: attack.title, path: `/attacks/${attack.slug}` },
  ];
  return (
    <article className="grid gap-12 [&>*]:min-w-0">
      <Breadcrumbs crumbs={crumbs} origin={env().PUBLIC_URL} />
      <header className="grid gap-4">
        <p className="flex flex-wrap gap-2">
          <SeverityLink severity={attack.severity} />
          <ContainmentBadge containment={attack.containment} />
        </p>
        <h1 className="font-semibold text-3xl sm:text-4xl">{attack.title}</h1>
        <p className="measure text-ink-soft text-lg">{attack.summary}</p>
      </header>
      <Section id="how" title="How it works">
        <Steps steps={attack.steps} />
      </Section>
      <Against attack={attack} />
      <Section id="log" title="What the call log shows">
        <p className="measure text-ink-soft">
          The calls of the scenario under this policy, as the console lists them. The log keeps the names of arguments,
          not their values, so an explanation stands beside each call.
        </p>
        <AttackLog attack={attack} />
      </Section>
      <div className="grid items-start gap-12 lg:grid-cols-2 lg:gap-8">
        <Section id="remains" title="What this does not stop">
          <Bullets items={attack.remains} />
        </Section>
        <Section id="signals" title="What to look for">
          <Bullets items={attack.signals} />
        </Section>
      </div>
      <Section id="tools" title="Tools that it abuses">
        <ExposedTools attack={attack} tools={tools} />
      </Section>
      <Section id="sources" title="Sources">
        <Sources sources={attack.sources} />
      </Section>
    </article>
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className="measure grid gap-3">
      {steps.map((step, at) => (
        <li key={step} className="grid grid-cols-[1.75rem_1fr] gap-3 text-ink-soft">
          <span
            aria-hidden
            className="grid size-7 place-items-center rounded-full border bg-surface font-medium text-ink text-sm"
          >
            {at + 1}
          </span>
          <span className="pt-0.5">{step}</span>
        </li>
      ))}
    </ol>
  );
}

function Against({ attack }: { attack: Attack }) {
  const { slug, policy, effect, containment, calls, tools } = attack;
  const refused = calls.find(({ outcome, tool }) => outcome !== 'allow' && tools.some(({ name }) => name === tool));
  return (
    <Section id="policy" title={containmentWords[containment].policy}>
      <p className="measure text-ink-soft">{effect}</p>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <PolicyBlock policy={policy} page={`/attacks/${slug}`} />
        {refused && <TryIt policy={policy} tool={refused.tool} sample={refused.args} />}
      </div>
    </Section>
  );
}

function Bullets({ items }: { items: readonly string[] }) {
  return (
    <ul className="measure grid list-disc gap-2 pl-5 text-ink-soft">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function Sources({ sources }: { sources: readonly Source[] }) {
  return (
    <ul className="measure grid gap-3">
      {sources.map(({ title, by, url }) => (
        <li key={url} className="grid">
          <a href={url} className="link w-fit wrap-anywhere">
            {title}
          </a>
          <span className="text-ink-faint text-sm">{by}</span>
        </li>
      ))}
    </ul>
  );
}
