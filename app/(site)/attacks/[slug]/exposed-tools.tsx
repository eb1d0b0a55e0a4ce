import { CategoryLink } from '@/components/catalogue/category-badge';
import { SeverityBadge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import type { Attack } from '@/lib/core/attacks/attack';
import { categories } from '@/lib/core/risk/words/lexicon';
import type { ExposedTool } from '@/lib/domain/catalogue/list-exposed';

/** Which tools a pattern concerns: in words, by category, and some of the catalogue with the reason for each. */
export function ExposedTools({ attack, tools }: { attack: Attack; tools: readonly ExposedTool[] }) {
  const named = categories.filter((category) => attack.exposures.some((one) => one.categories?.includes(category)));
  return (
    <>
      <p className="measure text-ink-soft">{attack.exposed}</p>
      {named.length > 0 && (
        <p className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
          By category:
          {named.map((category) => (
            <CategoryLink key={category} category={category} />
          ))}
        </p>
      )}
      {tools.length > 0 && (
        <>
          <h3 className="font-semibold">Examples from the catalogue</h3>
          <ul className="divide-y overflow-hidden rounded-card border bg-surface">
            {tools.map((tool) => (
              <li key={`${tool.server.slug}/${tool.slug}`}>
                <ToolRow tool={tool} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function ToolRow({ tool: { slug, name, severity, server, because } }: { tool: ExposedTool }) {
  return (
    <Link
      href={`/tools/${server.slug}/${slug}`}
      className="grid gap-x-6 gap-y-1 px-4 py-3 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_7rem] sm:items-center"
    >
      <span className="min-w-0">
        <span className="break-all font-mono text-sm">{name}</span>
        <span className="block text-ink-faint text-sm">{server.name}</span>
      </span>
      <span className="wrap-anywhere text-ink-soft text-sm first-letter:uppercase">{because}</span>
      <span className="sm:text-right">
        <SeverityBadge severity={severity} />
      </span>
    </Link>
  );
}
