import { useState } from 'react';
import { CategoryBadge } from '@/components/catalogue/category-badge';
import { SeverityBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { severities } from '@/lib/core/risk/weigh/severity';
import type { StackServer, StackTool } from '@/lib/core/stack-reader/schema';

const shownFirst = 20;

/** The tools of High and Critical risk of all servers, the most severe first, and what the recommended policies do with them. */
export function SevereTools({ servers }: { servers: readonly StackServer[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const severe = servers
    .flatMap((server) => server.tools.map((tool) => ({ ...tool, server })))
    .filter(({ severity }) => severity === 'Critical' || severity === 'High')
    .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
  if (servers.every(({ tools }) => tools.length === 0)) return null;
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold text-xl">The dangerous ones</h3>
      {severe.length === 0 ? (
        <p className="text-ink-soft">No known tool has High or Critical risk.</p>
      ) : (
        <SevereTable tools={isWhole ? severe : severe.slice(0, shownFirst)} />
      )}
      {!isWhole && severe.length > shownFirst && (
        <Button kind="secondary" size="small" className="justify-self-start" onClick={() => setIsWhole(true)}>
          Show all {severe.length}
        </Button>
      )}
    </div>
  );
}

const columns = 'md:grid md:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_14rem_11rem] md:items-center md:gap-4';

function SevereTable({ tools }: { tools: readonly (StackTool & { server: StackServer })[] }) {
  return (
    <div className="overflow-hidden rounded-card border bg-surface text-sm">
      <div aria-hidden className={`hidden border-b bg-sunken px-4 py-2 font-medium text-ink-soft ${columns}`}>
        <span>Tool</span>
        <span>Server</span>
        <span>Risk</span>
        <span>With the recommended policy</span>
      </div>
      <ul className="divide-y">
        {tools.map(({ slug, name, category, severity, treatment, server }) => (
          <li key={`${server.slug}/${slug}`} className={`grid gap-1.5 px-4 py-2.5 ${columns}`}>
            <Link href={`/tools/${server.slug}/${slug}`} className="link break-all font-mono text-[0.8125rem]">
              {name}
            </Link>
            <span className="break-words text-ink-soft">{server.name}</span>
            <span className="flex flex-wrap gap-1.5">
              <SeverityBadge severity={severity} />
              <CategoryBadge category={category} />
            </span>
            <span>
              <span className="text-ink-faint md:sr-only">With the recommended policy: </span>
              {treatment}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
