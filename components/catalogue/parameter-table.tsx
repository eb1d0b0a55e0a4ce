import { type Argument, argumentsOf } from '@/lib/core/policy/document/arguments';
import { showHidden } from '@/lib/core/text/show-hidden';
import { ScrollRegion } from './scroll-region';

/** Rows that are seen before the rest is asked for. */
const shownMax = 12;

/** The arguments a tool takes, as its input schema states them: what has to be there first. */
export function ParameterTable({ inputSchema }: { inputSchema: unknown }) {
  const all = argumentsOf(inputSchema) ?? [];
  if (all.length === 0) return null;
  const sorted = all.toSorted((one, other) => Number(other.required) - Number(one.required));
  const shown = sorted.length > shownMax + 2 ? sorted.slice(0, shownMax) : sorted;
  const rest = sorted.slice(shown.length);
  return (
    <div className="grid gap-2 [&>*]:min-w-0">
      <Table label="Arguments" parameters={shown} />
      {rest.length > 0 && (
        <details className="grid gap-2">
          <summary className="link w-fit cursor-pointer text-sm">{rest.length} more arguments</summary>
          <div className="mt-2">
            <Table label="More arguments" parameters={rest} />
          </div>
        </details>
      )}
    </div>
  );
}

function Table({ label, parameters }: { label: string; parameters: readonly Argument[] }) {
  const hasValues = parameters.some((parameter) => valuesOf(parameter) !== '');
  return (
    <ScrollRegion label={label}>
      <table className="w-full text-left text-sm">
        <thead className="bg-sunken text-ink-soft">
          <tr>
            <th className="w-1/3 px-4 py-2 font-medium">Argument</th>
            <th className="px-4 py-2 font-medium">Type</th>
            {hasValues && <th className="px-4 py-2 font-medium">Values</th>}
          </tr>
        </thead>
        <tbody className="divide-y">
          {parameters.map((parameter) => (
            <tr key={parameter.name} className="align-top">
              <td className="px-4 py-2">
                <span className="break-words font-mono text-[0.8125rem]">{showHidden(parameter.name)}</span>
                {parameter.required && <span className="block text-ink-faint text-xs">required</span>}
              </td>
              <td className="px-4 py-2 text-ink-soft">{showHidden(typeOf(parameter))}</td>
              {hasValues && (
                <td className="min-w-36 px-4 py-2 font-mono text-[0.8125rem] text-ink-soft wrap-anywhere">
                  {showHidden(valuesOf(parameter))}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function typeOf({ type, items }: Argument): string {
  if (type === 'array' && items) return `list of ${typeOf(items)}`;
  return type ?? 'any';
}

const valuesShownMax = 12;

function valuesOf({ values, items }: Argument): string {
  const all = (values ?? items?.values ?? []).map((value) => JSON.stringify(value));
  const rest = all.length - valuesShownMax;
  return rest > 0 ? `${all.slice(0, valuesShownMax).join(', ')} and ${rest} more` : all.join(', ');
}
