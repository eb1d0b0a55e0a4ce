import Link from 'next/link';
import { Badge, SeverityBadge, type Tone } from '@/components/ui/badge';
import type { Category } from '@/lib/risk/lexicon';
import type { Severity } from '@/lib/risk/severity';

const tones: Readonly<Record<Category, Tone>> = {
  Read: 'allow',
  Write: 'accent',
  Execute: 'hold',
  Destructive: 'deny',
  Financial: 'critical',
  Other: 'neutral',
};

export function CategoryBadge({ category }: { category: Category }) {
  return <Badge tone={tones[category]}>{category}</Badge>;
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
