'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

type NavLinkProps = { href: string; exact?: boolean; look: 'side' | 'tab'; children: ReactNode };

const looks = {
  side: 'flex items-center gap-2.5 rounded-control px-3 py-2 text-ink-soft text-sm hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink [&_svg]:size-4',
  tab: 'flex items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-0.5 py-2.5 sm:px-1 text-ink-soft text-sm hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink',
};

/** A link that knows whether the reader is there; `exact` where pages below it are linked beside it. */
export function NavLink({ href, exact = false, look, children }: NavLinkProps) {
  const path = usePathname();
  const isHere = path === href || (!exact && path.startsWith(`${href}/`));
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined} className={classNames(looks[look])}>
      {children}
    </Link>
  );
}
