import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import type { SearchInput } from '@/lib/core/catalogue-model/schema';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';

/** The address of a search; what is not set is left out. */
export function searchHref({ q, category, severity, page }: SearchInput): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (category) query.set('category', category);
  if (severity) query.set('severity', severity);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text ? `/tools?${text}` : '/tools';
}

/** Narrow a search by links, which need no script; the chosen one leads back. */
export function SearchFilters({ input }: { input: SearchInput }) {
  const byCategory = categories.toReversed().map((category) => ({
    label: category,
    chosen: category === input.category,
    next: { ...input, page: 1, category: category === input.category ? undefined : category },
  }));
  const bySeverity = severities.toReversed().map((severity) => ({
    label: severity,
    chosen: severity === input.severity,
    next: { ...input, page: 1, severity: severity === input.severity ? undefined : severity },
  }));
  return (
    <div className="grid gap-2">
      <Group label="Category" options={byCategory} />
      <Group label="Risk" options={bySeverity} />
    </div>
  );
}

type Option = { label: string; chosen: boolean; next: SearchInput };

function Group({ label, options }: { label: string; options: readonly Option[] }) {
  return (
    <nav aria-label={`Narrow by ${label.toLowerCase()}`} className="flex flex-wrap items-center gap-1.5">
      <span className="w-full text-ink-faint text-sm sm:w-20">{label}</span>
      {options.map((option) => (
        <Button key={option.label} asChild size="small" kind={option.chosen ? 'primary' : 'secondary'}>
          <Link href={searchHref(option.next)} aria-current={option.chosen ? 'true' : undefined}>
            {option.label}
          </Link>
        </Button>
      ))}
    </nav>
  );
}
