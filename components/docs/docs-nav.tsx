'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '@/components/ui/class-names';
import { docsPages } from './docs-pages';

export function DocsNav() {
  const path = usePathname();
  return (
    <nav aria-label="Documentation" className="flex flex-wrap gap-1 lg:sticky lg:top-24 lg:grid lg:self-start">
      {docsPages.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className={classNames(
            'rounded-control px-3 py-1.5 text-sm',
            path === href ? 'bg-accent-soft font-medium text-accent' : 'text-ink-soft hover:bg-sunken hover:text-ink',
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
