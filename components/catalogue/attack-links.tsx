import { ArrowRight } from 'lucide-react';
import Link from 'next/link';

type LinkedAttack = { slug: string; title: string; summary: string };

export function AttackLinks({ attacks }: { attacks: readonly LinkedAttack[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {attacks.map(({ slug, title, summary }) => (
        <li key={slug}>
          <Link
            href={`/attacks/${slug}`}
            className="group grid h-full content-start gap-1.5 rounded-card border bg-surface p-4 hover:border-line-strong"
          >
            <span className="flex items-center justify-between gap-2 font-semibold">
              {title}
              <ArrowRight aria-hidden className="size-4 text-ink-faint group-hover:text-accent" />
            </span>
            <span className="text-ink-soft text-sm">{summary}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
