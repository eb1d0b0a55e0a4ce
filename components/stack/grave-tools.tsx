import Link from 'next/link';
import { useState } from 'react';
import { CategoryBadge } from '@/components/catalogue/category-badge';
import { ScrollRegion } from '@/components/catalogue/scroll-region';
import { SeverityBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { severities } from '@/lib/risk/severity';
import type { StackServer, StackTool } from '@/lib/stack/schema';

const shownFirst = 20;

/** The tools of High and Critical risk of all servers, the most severe first, and what the recommended policies do with them. */
export function GraveTools({ servers }: { servers: readonly StackServer[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const grave = servers
    .flatMap((server) => server.tools.map((tool) => ({ ...tool, server })))
    .filter(({ severity }) => severity === 'Critical' || severity === 'High')
    .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
  if (servers.every(({ tools }) => tools.length === 0)) return null;
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold text-xl">The dangerous ones</h3>
      {grave.length === 0 ? (
        <p className="text-ink-soft">None of the known tools is of High or Critical risk.</p>
      ) : (
        <GraveTable tools={isWhole ? grave : grave.slice(0, shownFirst)} />
      )}
      {!isWhole && grave.length > shownFirst && (
        <Button kind="secondary" size="small" className="justify-self-start" onClick={() => setIsWhole(true)}>
          Show all {grave.length}
        </Button>
      )}
    </div>
  );
}

function GraveTable({ tools }: { tools: readonly (StackTool & { server: StackServer })[] }) {
  return (
    <ScrollRegion label="Tools of High and Critical risk">
      <table className="w-full min-w-2xl text-left text-sm">
        <thead className="bg-sunken text-ink-soft">
          <tr>
            {['Tool', 'Server', 'Risk', 'With the recommended policy'].map((heading) => (
              <th key={heading} className="px-4 py-2 font-medium">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {tools.map(({ slug, name, category, severity, treatment, server }) => (
            <tr key={`${server.slug}/${slug}`}>
              <td className="px-4 py-2">
                <Link href={`/tools/${server.slug}/${slug}`} className="link break-all font-mono text-[0.8125rem]">
                  {name}
                </Link>
              </td>
              <td className="px-4 py-2 text-ink-soft">{server.name}</td>
              <td className="px-4 py-2">
                <span className="flex flex-wrap gap-1.5">
                  <SeverityBadge severity={severity} />
                  <CategoryBadge category={category} />
                </span>
              </td>
              <td className="px-4 py-2">{treatment}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
