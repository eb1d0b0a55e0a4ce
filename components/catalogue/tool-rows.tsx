'use client';

import { SeverityBadge } from '@/components/ui/badge';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { CategoryBadge } from './category-badge';

/** What a row shows, and no more: it travels to the browser once as markup and once as this. */
export type ToolRow = { path: string; name: string; category: Category; severity: Severity; server?: string };

/**
 * A component of the browser because its rows are then sent as their data, not as their markup once more. There can be hundreds,
 * so the links are plain: each of Next's would be a component to start.
 */
export function ToolRows({ rows }: { rows: readonly ToolRow[] }) {
  return rows.map(({ path, name, category, severity, server }) => (
    <li key={path}>
      <a
        href={path}
        className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-2.5 hover:bg-sunken"
      >
        <span className="min-w-0">
          <span className="break-all font-mono text-sm">{name}</span>
          {server && <span className="block text-ink-faint text-sm">{server}</span>}
        </span>
        <span className="flex gap-2">
          <CategoryBadge category={category} />
          <SeverityBadge severity={severity} />
        </span>
      </a>
    </li>
  ));
}
