import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { CategoryBadge } from '@/components/catalogue/category-badge';
import { SeverityBadge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { ToolName } from '@/components/ui/tool-name';
import { showHidden } from '@/lib/core/text/show-hidden';
import type { FeedChange } from '@/lib/domain/catalogue-changes/list-feed';
import type { FeedGroup } from '@/lib/domain/catalogue-changes/list-groups';
import { differencesOf, risksIn, wordsFor, wordsForGroup } from '@/lib/domain/catalogue-changes/sentences';

/** Changes under the day on which they were told, in UTC, as the feed has them. */
export function ChangeDays({ groups }: { groups: readonly FeedGroup[] }) {
  const days = new Map<string, FeedGroup[]>();
  for (const group of groups) {
    const day = group.at.toISOString().slice(0, 10);
    const same = days.get(day);
    if (same) same.push(group);
    else days.set(day, [group]);
  }
  return [...days].map(([day, told]) => (
    <section key={day} aria-labelledby={`day-${day}`} className="grid gap-3 [&>*]:min-w-0">
      <h2 id={`day-${day}`} className="font-semibold text-lg">
        <time dateTime={day}>{dayOf(day)}</time>
      </h2>
      <ul className="divide-y overflow-hidden rounded-card border bg-surface">
        {told.map((group) => (
          <li key={group.changes[0]?.id}>
            {group.changes.length > 1 ? <Together group={group} /> : group.changes.map(toChange)}
          </li>
        ))}
      </ul>
    </section>
  ));
}

function toChange(change: FeedChange) {
  return <Change key={change.id} change={change} />;
}

/** Several changes as one line, which opens without a script. */
function Together({ group }: { group: FeedGroup }) {
  return (
    <details className="group">
      <summary className="flex cursor-pointer list-none flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3 text-sm hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <span className="flex min-w-0 items-start gap-2">
          <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint group-open:rotate-90" />
          <span className="min-w-0 wrap-anywhere">
            <span className="font-medium">{showHidden(group.server.name)}</span>: {wordsForGroup(group)}
          </span>
        </span>
        <span className="pl-6 text-ink-soft">{risksIn(group)}</span>
      </summary>
      <ul className="grid gap-2 border-t bg-sunken/40 py-3 pr-4 pl-10 text-sm">
        {group.serverPath && (
          <li>
            <a href={group.serverPath} className="link">
              All tools of {showHidden(group.server.name)}
            </a>
          </li>
        )}
        {group.changes.map((change) => (
          <ToolChange key={change.id} change={change} />
        ))}
      </ul>
      {group.isPart && (
        <p className="border-t px-4 py-3 pl-10 text-ink-soft text-sm">More of these changes are on the next page.</p>
      )}
    </details>
  );
}

/** A line of a group, which says of which server it is. There can be hundreds, so the link is plain. */
function ToolChange({ change }: { change: FeedChange }) {
  const { tool, path, kind, after, before } = change;
  const risk = after ?? before;
  const name = <span className="font-mono wrap-anywhere">{tool ? showHidden(tool.name) : ''}</span>;
  return (
    <li className="wrap-anywhere">
      {path && kind !== 'removed' ? (
        <a href={path} className="link">
          {name}
        </a>
      ) : (
        name
      )}{' '}
      {kind === 'reclassified' ? wordsFor(change) : risk && `${risk.category}, ${risk.severity} risk`}
      {differencesOf(change).map((sentence) => (
        <span key={sentence} className="block text-ink-soft">
          {showHidden(sentence)}
        </span>
      ))}
    </li>
  );
}

function Change({ change }: { change: FeedChange }) {
  const { tool, server, path, after, before } = change;
  const risk = after ?? before;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
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
    </div>
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
