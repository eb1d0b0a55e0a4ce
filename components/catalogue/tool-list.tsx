import { SeverityBadge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import type { Category } from '@/lib/risk/lexicon';
import type { Severity } from '@/lib/risk/severity';
import { CategoryBadge } from './category-badge';

type Listed = {
  slug: string;
  name: string;
  category: Category;
  severity: Severity;
  server: { slug: string; name: string };
};

/** In a longer list, rows far from the screen are laid out when they come near. */
const laidOutMax = 100;

/** As high as a row gets where the name stands above its badges, so that no row lies over what follows the list. */
const farRows =
  '*:[content-visibility:auto] *:[contain-intrinsic-height:auto_6rem] sm:*:[contain-intrinsic-height:auto_2.75rem]';

/**
 * Tools with their category and severity; `showServer` where they come from several servers. There can be hundreds, so the
 * links are plain: each of Next's would be a component to start.
 */
export function ToolList({ tools, showServer = false }: { tools: readonly Listed[]; showServer?: boolean }) {
  if (tools.length === 0) return <p className="text-ink-soft">The catalogue holds no such tool yet.</p>;
  return (
    <ul
      className={classNames(
        'divide-y overflow-hidden rounded-card border bg-surface',
        tools.length > laidOutMax && farRows,
      )}
    >
      {tools.map(({ slug, name, category, severity, server }) => (
        <li key={`${server.slug}/${slug}`}>
          <a
            href={`/tools/${server.slug}/${slug}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-2.5 hover:bg-sunken"
          >
            <span className="min-w-0">
              <span className="break-all font-mono text-sm">{name}</span>
              {showServer && <span className="block text-ink-faint text-sm">{server.name}</span>}
            </span>
            <span className="flex gap-2">
              <CategoryBadge category={category} />
              <SeverityBadge severity={severity} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
