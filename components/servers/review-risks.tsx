import { SeverityBadge } from '@/components/ui/badge';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';

export type ShownRisk = { category: Category; severity: Severity; reasons: string[] };

/** The risk of the pinned definition beside that of the offered one, each with what it was read from. */
export function ReviewRisks({ before, after }: { before: ShownRisk | null; after: ShownRisk }) {
  if (!before) return <Risk {...after} />;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <div className="grid content-start gap-1">
        <p className="text-ink-faint text-xs">Pinned</p>
        <Risk {...before} />
      </div>
      <div className="grid content-start gap-1">
        <p className="text-ink-faint text-xs">Offered now</p>
        <Risk {...after} />
      </div>
    </div>
  );
}

function Risk({ category, severity, reasons }: ShownRisk) {
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span>{category}</span>
        <SeverityBadge severity={severity} />
      </p>
      <ul className="list-disc break-words pl-4 text-ink-soft text-xs">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
