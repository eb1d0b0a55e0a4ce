import type { ReactNode } from 'react';
import { CategoryBadge } from '@/components/catalogue/category-badge';
import { SeverityBadge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { ToolName } from '@/components/ui/tool-name';
import type { FeedChange } from '@/lib/feed/list-feed';
import { differencesOf, wordsFor } from '@/lib/feed/sentences';
import { showHidden } from '@/lib/show-hidden';

/** Changes under the day on which they were told, in UTC, as the feed has them. */
export function ChangeDays({ changes }: { changes: readonly FeedChange[] }) {
  const days = new Map<string, FeedChange[]>();
  for (const change of changes) {
    const day = change.at.toISOString().slice(0, 10);
    const same = days.get(day);
    if (same) same.push(change);
    else days.set(day, [change]);
  }
  return [...days].map(([day, told]) => (
    <section key={day} aria-labelledby={`day-${day}`} className="grid gap-3 [&>*]:min-w-0">
      <h2 id={`day-${day}`} className="font-semibold text-lg">
        <time dateTime={day}>{dayOf(day)}</time>
      </h2>
      <ul className="divide-y overflow-hidden rounded-card border bg-surface">
        {told.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ul>
    </section>
  ));
}

function Change({ change }: { change: FeedChange }) {
  const { tool, server, path, after, before } = change;
  const risk = after ?? before;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 text-sm">
        <p className="wrap-anywhere">
          <Target path={path}>
            {tool ? (
              <span className="font-mono">
                <ToolName name={tool.name} />
              </span>
            ) : (
              showHidden(server.name)
            )}
          </Target>{' '}
          {wordsFor(change)}
        </p>
        {tool && <p className="text-ink-soft wrap-anywhere">{showHidden(server.name)}</p>}
        {differencesOf(change).map((sentence) => (
          <p key={sentence} className="text-ink-soft wrap-anywhere">
            {showHidden(sentence)}
          </p>
        ))}
      </div>
      {risk && (
        <span className="flex gap-2">
          <CategoryBadge category={risk.category} />
          <SeverityBadge severity={risk.severity} />
        </span>
      )}
    </li>
  );
}

function Target({ path, children }: { path: string | null; children: ReactNode }) {
  if (!path) return <span className="font-medium">{children}</span>;
  return (
    <Link href={path} className="link font-medium">
      {children}
    </Link>
  );
}

function dayOf(day: string): string {
  return new Date(day).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
}
