import { Link } from '@/components/ui/link';
import type { Risk } from '@/lib/core/risk/classify';
import type { Evidence } from '@/lib/core/risk/read/evidence';
import { showHidden } from '@/lib/core/text/show-hidden';
import { CategoryBadge } from './category-badge';
import { Prose } from './prose';
import { ScrollRegion } from './scroll-region';

const placeWords: Readonly<Record<Evidence['place'], string>> = {
  name: 'name',
  title: 'title',
  description: 'description',
  parameter: 'argument',
  value: 'argument value',
  sibling: 'another tool of the server',
  hint: '',
};

type RiskAccountProps = { risk: Risk; evidence: readonly { title: string; evidence: Evidence[] }[]; name: string };

/** Why a tool is classified as it is: the reasons, how sure they are, and the words they were read from. */
export function RiskAccount({ risk, evidence, name }: RiskAccountProps) {
  return (
    <div className="grid gap-5">
      <h3 className="-mb-3 font-semibold">
        Why it is rated {risk.category}, {risk.severity}
      </h3>
      <ul className="measure grid list-disc gap-1.5 pl-5 text-ink-soft">
        {risk.rationale.map((reason) => (
          <li key={reason}>
            <Prose text={reason} names={[name]} />
          </li>
        ))}
      </ul>
      <p className="text-ink-soft">
        Confidence: <strong className="font-semibold text-ink">{Math.round(risk.confidence * 100)} %</strong> (
        <Link href="/docs/risk-method" className="link">
          how risk is assessed
        </Link>
        )
      </p>
      {risk.perValue && <PerValueTable {...risk.perValue} />}
      {evidence.map((group) => (
        <EvidenceList key={group.title} {...group} />
      ))}
    </div>
  );
}

function EvidenceList({ title, evidence }: { title: string; evidence: readonly Evidence[] }) {
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">{title}</h3>
      <ul className="divide-y rounded-card border bg-surface text-sm">
        {evidence.map(({ place, quote, parameter, category }) => (
          <li
            key={`${place} ${parameter ?? ''} ${quote}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2"
          >
            <span className="min-w-0">
              <q className="break-words font-mono text-[0.8125rem]">{showHidden(quote)}</q>{' '}
              <span className="text-ink-faint">
                {placeWords[place]}
                {place === 'value' && parameter ? ` of ${showHidden(parameter)}` : ''}
              </span>
            </span>
            {category && <CategoryBadge category={category} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function PerValueTable({ parameter, values }: NonNullable<Risk['perValue']>) {
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">
        What each value of <code className="font-mono text-[0.9em]">{showHidden(parameter)}</code> does
      </h3>
      <ScrollRegion label={`What each value of ${showHidden(parameter)} does`}>
        <table className="w-full text-left text-sm">
          <thead className="bg-sunken text-ink-soft">
            <tr>
              <th className="px-4 py-2 font-medium">{showHidden(parameter)}</th>
              <th className="px-4 py-2 font-medium">Category</th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {values.map(({ value, category }) => (
              <tr key={value}>
                <td className="px-4 py-2 font-mono text-[0.8125rem]">{showHidden(value)}</td>
                <td className="px-4 py-2">
                  <CategoryBadge category={category} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
