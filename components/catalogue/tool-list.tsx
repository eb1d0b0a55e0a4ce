import { classNames } from '@/components/ui/class-names';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { ToolRows } from './tool-rows';

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

/** Tools with their category and severity; `showServer` where they come from several servers. */
export function ToolList({ tools, showServer = false }: { tools: readonly Listed[]; showServer?: boolean }) {
  if (tools.length === 0) return <p className="text-ink-soft">The catalogue holds no such tool yet.</p>;
  const rows = tools.map(({ slug, name, category, severity, server }) => ({
    path: `/tools/${server.slug}/${slug}`,
    name,
    category,
    severity,
    ...(showServer && { server: server.name }),
  }));
  return (
    <ul
      className={classNames(
        'divide-y overflow-hidden rounded-card border bg-surface',
        tools.length > laidOutMax && farRows,
      )}
    >
      <ToolRows rows={rows} />
    </ul>
  );
}
