import Link from 'next/link';
import { Badge, SeverityBadge, type Tone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { ToolName } from '@/components/ui/tool-name';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { showHidden } from '@/lib/core/text/show-hidden';

/** One line of it is shown. */
const DESCRIPTION_SHOWN = 300;

type ListedTool = {
  name: string;
  title: string | null;
  description: string | null;
  category: Category;
  severity: Severity;
  state: 'pinned' | 'pending' | 'changed' | 'gone';
};

const states: Record<Exclude<ListedTool['state'], 'pinned'>, { tone: Tone; word: string }> = {
  pending: { tone: 'hold', word: 'New, denied' },
  changed: { tone: 'hold', word: 'Changed, not reviewed' },
  gone: { tone: 'neutral', word: 'No longer offered' },
};

const fromWorst: Severity[] = ['Critical', 'High', 'Medium', 'Low'];

type ToolTableProps = { tools: ListedTool[] /** Where what waits for a review is. */; reviewPath: string };

/** The tools with the worst first; those of one severity in the order given. */
export function ToolTable({ tools, reviewPath }: ToolTableProps) {
  if (tools.length === 0) return <p className="text-ink-soft text-sm">The server offers no tools.</p>;
  return (
    <Card className="overflow-hidden">
      <table className="w-full table-fixed text-left text-sm">
        <thead className="border-b bg-sunken text-ink-soft text-xs">
          <tr>
            <th scope="col" className="px-4 py-2 font-medium sm:px-5">
              Tool
            </th>
            <th scope="col" className="hidden w-32 px-3 py-2 font-medium sm:table-cell">
              Does
            </th>
            <th scope="col" className="w-32 px-4 py-2 font-medium">
              Risk
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {fromWorst
            .flatMap((severity) => tools.filter((tool) => tool.severity === severity))
            .map((tool) => (
              <ToolRow key={tool.name} tool={tool} reviewPath={reviewPath} />
            ))}
        </tbody>
      </table>
    </Card>
  );
}

type ToolRowProps = { tool: ListedTool; reviewPath: string };

function ToolRow({ tool, reviewPath }: ToolRowProps) {
  const { name, description, category, severity, state } = tool;
  return (
    <tr className="align-top">
      <th scope="row" className="px-4 py-2.5 font-normal sm:px-5">
        <span className="block break-all font-mono text-[0.8125rem] sm:inline">
          <ToolName name={name} />
        </span>
        {state !== 'pinned' && (
          <span className="sm:ml-2">
            <Badge tone={states[state].tone}>{states[state].word}</Badge>
            {state !== 'gone' && (
              <Link href={reviewPath} className="link ml-2 text-xs">
                Review<span className="sr-only"> {name}</span>
              </Link>
            )}
          </span>
        )}
        {description && (
          <span className="line-clamp-1 text-ink-faint text-xs">
            {showHidden(description.slice(0, DESCRIPTION_SHOWN))}
          </span>
        )}
      </th>
      <td className="hidden px-3 py-2.5 text-ink-soft sm:table-cell">{category}</td>
      <td className="px-4 py-2.5">
        <SeverityBadge severity={severity} />
      </td>
    </tr>
  );
}
