import { type Argument, argumentsOf } from '@/lib/policy/arguments';
import { showHidden } from '@/lib/show-hidden';
import { ScrollRegion } from './scroll-region';

/** The arguments a tool takes, as its input schema states them. */
export function ParameterTable({ inputSchema }: { inputSchema: unknown }) {
  const parameters = argumentsOf(inputSchema) ?? [];
  if (parameters.length === 0) return null;
  return (
    <ScrollRegion label="Arguments">
      <table className="w-full text-left text-sm">
        <thead className="bg-sunken text-ink-soft">
          <tr>
            <th className="px-4 py-2 font-medium">Argument</th>
            <th className="px-4 py-2 font-medium">Type</th>
            <th className="px-4 py-2 font-medium">Required</th>
            <th className="px-4 py-2 font-medium">Values</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {parameters.map((parameter) => (
            <tr key={parameter.name} className="align-top">
              <td className="px-4 py-2 font-mono text-[0.8125rem]">{showHidden(parameter.name)}</td>
              <td className="px-4 py-2 text-ink-soft">{showHidden(typeOf(parameter))}</td>
              <td className="px-4 py-2 text-ink-soft">{parameter.required ? 'yes' : 'no'}</td>
              <td className="px-4 py-2 font-mono text-[0.8125rem] text-ink-soft">{showHidden(valuesOf(parameter))}</td>
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
