import { OutcomeBadge } from '@/components/ui/badge';
import type { Attack } from '@/lib/core/attacks/attack';
import { type LogRow, replay } from '@/lib/core/attacks/replay';

/** A story begins at this time of day; nothing depends on which it is. */
const BEGINS_AT_SECONDS = 9 * 3_600 + 14 * 60;

/** The story as the call log holds it, decided by the evaluator while the page is rendered; beside it what only the page knows. */
export function AttackLog({ attack }: { attack: Attack }) {
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <table className="w-full table-fixed text-left text-sm">
        <thead className="border-b bg-sunken text-ink-soft text-xs">
          <tr>
            <th scope="col" className="w-24 px-4 py-2 font-medium sm:px-5">
              Decision
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Call
            </th>
            <th scope="col" className="hidden w-28 px-3 py-2 font-medium sm:table-cell">
              Time
            </th>
            <th scope="col" className="hidden w-[36%] px-5 py-2 font-medium md:table-cell">
              Not in the log: what was asked
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {replay(attack).map((row) => (
            <Row key={`${row.at} ${row.tool}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: LogRow }) {
  const { outcome, tool, argumentKeys, rule, message } = row;
  return (
    <tr className="align-top">
      <td className="px-4 py-3 sm:px-5">
        <OutcomeBadge outcome={outcome} />
      </td>
      <td className="min-w-0 px-3 py-3">
        <p className="break-all font-mono text-[0.8125rem]">{tool}</p>
        <p className="text-ink-faint text-xs tabular-nums sm:hidden">
          <When row={row} />
        </p>
        {argumentKeys.length > 0 && (
          <p className="break-words font-mono text-ink-faint text-xs">{argumentKeys.join(', ')}</p>
        )}
        {outcome !== 'allow' && (
          <p className="mt-1 break-words text-ink-soft text-xs">
            {message} <code className="block break-all font-mono text-ink-faint">{rule}</code>
          </p>
        )}
        <div className="mt-2 border-l-2 pl-3 md:hidden">
          <Story row={row} />
        </div>
      </td>
      <td className="hidden px-3 py-3 text-ink-soft text-xs tabular-nums leading-5 sm:table-cell">
        <When row={row} />
      </td>
      <td className="hidden px-5 py-3 md:table-cell">
        <Story row={row} />
      </td>
    </tr>
  );
}

function Story({ row: { call } }: { row: LogRow }) {
  const args = Object.entries(call.args);
  return (
    <div className="grid min-w-0 gap-1 [&>*]:min-w-0">
      <p className="text-[0.8125rem] text-ink-soft leading-5 first-letter:uppercase">{call.says}.</p>
      {args.length > 0 && (
        <p className="wrap-anywhere font-mono text-ink-faint text-xs">
          {args.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')}
        </p>
      )}
    </div>
  );
}

function When({ row: { at, lastAt, times } }: { row: LogRow }) {
  if (times === 1) return clock(at);
  return (
    <>
      {clock(at)} <span className="whitespace-nowrap">to {clock(lastAt)},</span>{' '}
      <span className="whitespace-nowrap">{times} rows</span>
    </>
  );
}

function clock(seconds: number): string {
  return new Date((BEGINS_AT_SECONDS + seconds) * 1_000).toISOString().slice(11, 19);
}
