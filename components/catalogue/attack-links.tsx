import { ArrowRight } from 'lucide-react';
import { Link } from '@/components/ui/link';

type LinkedAttack = { slug: string; title: string; summary: string; because?: string };

/** Patterns to read on about; `because`: why each concerns the tool at hand. */
export function AttackLinks({ attacks }: { attacks: readonly LinkedAttack[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {attacks.map(({ slug, title, summary, because }) => (
        <li key={slug}>
          <Link
            href={`/attacks/${slug}`}
            className="group grid h-full content-start gap-1.5 rounded-card border bg-surface p-4 hover:border-line-strong"
          >
            <span className="flex items-center justify-between gap-2 font-semibold">
              {title}
              <ArrowRight aria-hidden className="size-4 shrink-0 text-ink-faint group-hover:text-accent" />
            </span>
            {because && <span className="wrap-anywhere text-sm first-letter:uppercase">{because}.</span>}
            <span className="text-ink-soft text-sm">{because ? summary.split('. ')[0]?.concat('.') : summary}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
