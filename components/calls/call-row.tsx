import { OutcomeBadge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { ShownCall } from '@/lib/domain/call-log/schema';
import { calledName } from './called-name';

export function CallRow({ call, showServer }: { call: ShownCall; showServer: boolean }) {
  return (
    <tr className="align-top">
      <td className="break-words px-4 py-2.5 sm:px-5">
        <OutcomeBadge outcome={call.outcome} failure={call.failure} />
      </td>
      <td className="min-w-0 px-3 py-2.5">
        <p className="break-all font-mono text-[0.8125rem]">{calledName(call)}</p>
        <p className="text-ink-faint text-xs md:hidden">
          {call.grant}
          <span className="sm:hidden">
            , <Time at={call.at} />
          </span>
        </p>
        {call.argumentKeys.length > 0 && (
          <p
            className="truncate font-mono text-ink-faint text-xs"
            title="The names of its arguments; values are not stored."
          >
            {call.argumentKeys.join(', ')}
          </p>
        )}
        {(call.outcome !== 'allow' || call.failure !== null) && <Reason {...call} />}
      </td>
      <td className="hidden px-3 py-2.5 text-ink-soft md:table-cell">
        {showServer && <span className="block truncate">{call.server}</span>}
        <span className={showServer ? 'block truncate text-ink-faint text-xs' : 'block truncate'}>{call.grant}</span>
      </td>
      <td
        className="hidden px-3 py-2.5 text-right text-ink-soft tabular-nums md:table-cell"
        title={`gateway ${milliseconds(call.gatewayMicros)}, upstream ${milliseconds(call.upstreamMicros)}`}
      >
        {milliseconds(call.gatewayMicros + call.upstreamMicros)}
      </td>
      <td className="hidden px-5 py-2.5 text-right text-ink-faint text-xs leading-5 sm:table-cell">
        <Time at={call.at} />
      </td>
    </tr>
  );
}

/** Why the call was not allowed, or what failed after that: the sentence that the agent got, and the rule behind it. */
function Reason({ message, rule }: ShownCall) {
  if (message === '' && rule === '') return null;
  return (
    <p className="mt-1 break-words text-ink-soft text-xs">
      {message} <code className="block break-all font-mono text-ink-faint">{rule}</code>
    </p>
  );
}

function milliseconds(micros: number): string {
  const ms = micros / 1_000;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
