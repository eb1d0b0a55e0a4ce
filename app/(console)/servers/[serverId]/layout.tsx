import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/console/nav-link';
import { Badge } from '@/components/ui/badge';
import { site } from '@/lib/core/site';
import { countReviews } from '@/lib/domain/servers/list-reviews';
import { findOpenServer } from './open-server';

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  // The page itself answers that there is no such server.
  const opened = await findOpenServer((await params).serverId).catch(() => null);
  if (!opened) return { title: { default: 'Not found', template: `%s · ${site.name}` } };
  const { name } = opened.server;
  return { title: { default: name, template: `%s · ${name} · ${site.name}` } };
}

type Props = { params: Promise<{ serverId: string }>; children: ReactNode };

export default async function ServerLayout({ params, children }: Props) {
  const { serverId } = await params;
  const opened = await findOpenServer(serverId);
  if (!opened) return children;
  const { actor, server } = opened;
  const waiting = await countReviews(actor, server.id);
  const home = `/servers/${server.id}`;
  return (
    <>
      <div className="mb-6 border-b">
        <p className="flex min-w-0 items-center gap-2 text-sm">
          <Link href="/servers" className="text-ink-faint hover:text-ink">
            Servers
          </Link>
          <span aria-hidden className="text-ink-faint">
            /
          </span>
          <span className="truncate font-medium">{server.name}</span>
        </p>
        <nav aria-label={server.name} className="-mb-px mt-2 flex gap-3 overflow-x-auto sm:gap-5">
          <NavLink href={home} exact look="tab">
            Overview
          </NavLink>
          {waiting > 0 && (
            <NavLink href={`${home}/review`} look="tab">
              Review <Badge tone="hold">{waiting}</Badge>
            </NavLink>
          )}
          <NavLink href={`${home}/policies`} look="tab">
            Policy
          </NavLink>
          <NavLink href={`${home}/grants`} look="tab">
            Grants
          </NavLink>
          <NavLink href={`${home}/calls`} look="tab">
            Calls
          </NavLink>
          <NavLink href={`${home}/settings`} look="tab">
            Settings
          </NavLink>
        </nav>
      </div>
      {children}
    </>
  );
}
