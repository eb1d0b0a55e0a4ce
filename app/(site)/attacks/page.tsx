import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { SeverityBadge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { type Attack, containments } from '@/lib/core/attacks/attack';
import { attacks } from '@/lib/core/attacks/attacks';
import { count } from '@/lib/core/catalogue-text/wording';
import { ContainmentBadge, containmentWords } from './containment';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    title: 'Attacks on agents with tools',
    description:
      'How agents with MCP tools are abused or misbehave, what each attack looks like in a call log, the policy against it, and what no policy can stop.',
    path: '/attacks',
    formats: ['md', 'json'],
  });
}

export default function AttacksPage() {
  return (
    <div className="grid gap-6">
      <PageHeader
        title="Attacks on agents with tools"
        lead={`${count(attacks.length, 'pattern')}: how agents with MCP tools are abused or misbehave, what that looks like in the call log, and a policy against it with its limits. Our tests run each policy against the calls of its scenario.`}
      />
      <dl className="grid gap-4 rounded-card border bg-sunken p-4 sm:p-5 md:grid-cols-3">
        {containments.map((containment) => (
          <div key={containment} className="grid content-start gap-1.5">
            <dt>
              <ContainmentBadge containment={containment} />
            </dt>
            <dd className="text-ink-soft text-sm">{containmentWords[containment].means}</dd>
          </div>
        ))}
      </dl>
      <ul className="grid gap-4 md:grid-cols-2">
        {attacks.map((attack) => (
          <li key={attack.slug}>
            <AttackCard attack={attack} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function AttackCard({ attack }: { attack: Attack }) {
  const { slug, title, summary, severity, containment } = attack;
  return (
    <Link
      href={`/attacks/${slug}`}
      className="group grid h-full content-start gap-2 rounded-card border bg-surface p-5 hover:border-line-strong"
    >
      <span className="flex items-center justify-between gap-2">
        <span className="font-semibold text-lg">{title}</span>
        <ArrowRight aria-hidden className="size-4 shrink-0 text-ink-faint group-hover:text-accent" />
      </span>
      <span className="text-ink-soft text-sm">{summary}</span>
      <span className="mt-1 flex flex-wrap gap-2">
        <SeverityBadge severity={severity} />
        <ContainmentBadge containment={containment} />
      </span>
    </Link>
  );
}
