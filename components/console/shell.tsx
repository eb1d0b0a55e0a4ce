import { Activity, BookOpen, CircleUser, History, Inbox, Server } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/site/logo';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { NavLink } from './nav-link';

type ShellProps = {
  organisation: string;
  email: string;
  waiting: number;
  signOut: () => Promise<void>;
  children: ReactNode;
};

const places = [
  { href: '/servers', label: 'Servers', icon: Server },
  { href: '/approvals', label: 'Approvals', icon: Inbox },
  { href: '/calls', label: 'Calls', icon: Activity },
  { href: '/change-log', label: 'Change log', icon: History },
];

/** The frame of the console: a sidebar where there is room, two rows at the top where there is not. */
export function Shell({ organisation, email, waiting, signOut, children }: ShellProps) {
  return (
    <div className="flex flex-1 flex-col lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <aside className="border-b bg-surface lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:border-r lg:border-b-0">
        <div className="flex items-center justify-between gap-3 px-4 pt-3 lg:block lg:px-5 lg:pt-5">
          <Link href="/servers" className="flex w-fit items-center rounded-control">
            <Logo />
          </Link>
          <p className="min-w-0 truncate text-ink-faint text-sm lg:mt-4" title={organisation}>
            {organisation}
          </p>
          <Link href="/docs" className="link ml-auto text-sm lg:hidden">
            Docs
          </Link>
        </div>
        <Places waiting={waiting} />
        <div className="mt-auto hidden px-3 pb-2 lg:grid">
          <NavLink href="/docs" look="side">
            <BookOpen aria-hidden />
            Docs
          </NavLink>
        </div>
        <Account email={email} signOut={signOut} className="hidden border-t p-3 lg:block" />
      </aside>
      <main id="content" className="mx-auto w-full min-w-0 max-w-7xl flex-1 px-4 py-6 sm:px-6 lg:px-10 lg:py-9">
        {children}
      </main>
      <footer className="lg:hidden">
        <Account email={email} signOut={signOut} className="flex items-center justify-between border-t px-4 py-2" />
      </footer>
    </div>
  );
}

function Places({ waiting }: { waiting: number }) {
  return (
    <nav aria-label="Console">
      <div className="flex gap-4 overflow-x-auto px-4 lg:hidden">
        {places.map(({ href, label }) => (
          <NavLink key={href} href={href} look="tab">
            {label}
            {href === '/approvals' && <Waiting count={waiting} />}
          </NavLink>
        ))}
      </div>
      <div className="hidden gap-0.5 px-3 pt-4 lg:grid">
        {places.map(({ href, label, icon: Icon }) => (
          <NavLink key={href} href={href} look="side">
            <Icon aria-hidden />
            {label}
            {href === '/approvals' && <Waiting count={waiting} className="ml-auto" />}
          </NavLink>
        ))}
      </div>
    </nav>
  );
}

function Waiting({ count, className }: { count: number; className?: string }) {
  if (count === 0) return null;
  return (
    <Badge tone="hold" className={className}>
      {count}
      <span className="sr-only">waiting</span>
    </Badge>
  );
}

type AccountProps = { email: string; signOut: () => Promise<void>; className: string };

function Account({ email, signOut, className }: AccountProps) {
  return (
    <div className={className}>
      <div className="min-w-0" title={email}>
        <NavLink href="/account" look="side">
          <CircleUser aria-hidden className="shrink-0" />
          <span className="sr-only">Account of</span>
          <span className="truncate">{email}</span>
        </NavLink>
      </div>
      <form action={signOut}>
        <Button kind="quiet" size="small" type="submit">
          Sign out
        </Button>
      </form>
    </div>
  );
}
