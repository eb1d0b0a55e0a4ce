import { Badge, SeverityBadge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';

/** Without a colour of its own: colour tells the severity. */
export function CategoryBadge({ category }: { category: Category }) {
  return <Badge>{category}</Badge>;
}

export function CategoryLink({ category }: { category: Category }) {
  return (
    <Link href={`/category/${category.toLowerCase()}`} className="rounded-full">
      <CategoryBadge category={category} />
    </Link>
  );
}

export function SeverityLink({ severity }: { severity: Severity }) {
  return (
    <Link href={`/risk/${severity.toLowerCase()}`} className="rounded-full">
      <SeverityBadge severity={severity} />
    </Link>
  );
}
