import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Breadcrumbs } from '@/components/catalogue/breadcrumbs';
import { CategoryLink } from '@/components/catalogue/category-badge';
import { PolicyBlock } from '@/components/catalogue/policy-block';
import { Section } from '@/components/catalogue/section';
import { findAttack } from '@/lib/catalogue/attacks';
import { env } from '@/lib/env';
import { AttackStory } from './attack-story';

type Props = { params: Promise<{ slug: string }> };

async function read({ params }: Props) {
  return findAttack((await params).slug) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { slug, title, summary } = await read(props);
  return { title, description: summary, alternates: { canonical: `${env().PUBLIC_URL}/attacks/${slug}` } };
}

export default async function AttackPage(props: Props) {
  const attack = await read(props);
  const crumbs = [
    { name: 'Attacks', path: '/attacks' },
    { name: attack.title, path: `/attacks/${attack.slug}` },
  ];
  return (
    <article className="grid gap-12 [&>*]:min-w-0">
      <Breadcrumbs crumbs={crumbs} origin={env().PUBLIC_URL} />
      <header className="grid gap-3">
        <h1 className="font-semibold text-3xl sm:text-4xl">{attack.title}</h1>
        <p className="measure text-ink-soft text-lg">{attack.summary}</p>
      </header>
      <Section id="how" title="How it works">
        {attack.how.map((paragraph) => (
          <p key={paragraph} className="measure text-ink-soft">
            {paragraph}
          </p>
        ))}
      </Section>
      <Section id="tools" title="Which tools">
        <p className="measure text-ink-soft">{attack.tools}</p>
        <p className="flex flex-wrap gap-2">
          {attack.categories.map((category) => (
            <CategoryLink key={category} category={category} />
          ))}
        </p>
      </Section>
      <Section id="policy" title="A policy that contains it">
        <PolicyBlock policy={attack.policy} />
        <AttackStory attack={attack} />
        <p className="measure text-ink-soft">{attack.contains}</p>
      </Section>
      <Section id="signals" title="What it looks like in the call log">
        <Bullets items={attack.signals} />
      </Section>
      <Section id="sources" title="Sources">
        <ul className="grid list-disc gap-1.5 pl-5 text-ink-soft">
          {attack.sources.map(({ name, url }) => (
            <li key={name}>
              {url ? (
                <a href={url} className="link">
                  {name}
                </a>
              ) : (
                name
              )}
            </li>
          ))}
        </ul>
      </Section>
    </article>
  );
}

function Bullets({ items }: { items: readonly string[] }) {
  return (
    <ul className="measure grid list-disc gap-1.5 pl-5 text-ink-soft">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
