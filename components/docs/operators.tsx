import { Fragment } from 'react';
import { JsonCode } from '@/components/ui/json-code';
import { operatorExamples } from './operator-examples';

/** Every operator with values for which it holds, does not hold, and cannot be compared. */
export function Operators() {
  return (
    <div className="grid gap-4 [&>*]:min-w-0">
      {operatorExamples.map(({ condition, meaning, holds, fails, unclear }) => (
        <section
          key={condition.op}
          aria-labelledby={`op-${condition.op}`}
          className="rounded-card border bg-surface p-5"
        >
          <h3 id={`op-${condition.op}`} className="!mt-0 font-mono">
            {condition.op}
          </h3>
          <p className="text-sm">{meaning}</p>
          <p className="[overflow-wrap:anywhere]">
            <JsonCode json={JSON.stringify(condition)} />
          </p>
          <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
            <Values term="Holds" values={holds} />
            <Values term="Does not hold" values={fails} />
            <Values term="Cannot be compared" values={unclear} />
          </dl>
        </section>
      ))}
    </div>
  );
}

function Values({ term, values }: { term: string; values: unknown[] }) {
  if (values.length === 0) return null;
  return (
    <>
      <dt className="text-ink-faint">{term}</dt>
      <dd className="flex flex-wrap gap-x-3">
        {values.map((value) => (
          <Fragment key={JSON.stringify(value)}>
            <code className="break-all font-mono text-[0.8125rem] text-ink">{JSON.stringify(value)}</code>{' '}
          </Fragment>
        ))}
      </dd>
    </>
  );
}
