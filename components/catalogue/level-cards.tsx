import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';

type Level = { href: string; badge: ReactNode; means: string; tools: string };

export function LevelCards({ levels }: { levels: readonly Level[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {levels.map(({ href, badge, means, tools }) => (
        <li key={href}>
          <Link
            href={href}
            className="grid h-full content-start gap-2 rounded-card border bg-surface p-5 hover:border-line-strong"
          >
            <span className="flex items-center justify-between gap-3">
              {badge}
              <span className="text-ink-faint text-sm">{tools}</span>
            </span>
            <span className="text-ink-soft text-sm">{means}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
