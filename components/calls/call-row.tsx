'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { OutcomeBadge, RefusedBadge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { Time } from '@/components/ui/time';
import { isPolicyRule, type ShownCall } from '@/lib/domain/call-log/schema';
import { CallDetails, milliseconds } from './call-details';
import { calledName } from './called-name';

type CallRowProps = { call: ShownCall; showServer: boolean };

/** One call; a second row under it, opened by its name, tells the rest. */
export function CallRow({ call, showServer }: CallRowProps) {
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  return (
    <>
      <tr className="border-t align-top first:border-t-0">
        <td className="break-words px-4 py-2.5 sm:px-5">
          <DecisionBadge {...call} />
        </td>
        <td className="min-w-0 px-3 py-2.5">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={details}
            onClick={() => setOpen(!isOpen)}
            className="group flex max-w-full items-start gap-1 rounded-md text-left"
          >
            <ChevronRight
              aria-hidden
              className={classNames(
                'mt-0.5 size-4 shrink-0 text-ink-faint transition-transform',
                isOpen && 'rotate-90',
              )}
            />
            <span className="break-all font-mono text-[0.8125rem] group-hover:underline">{calledName(call)}</span>
          </button>
          <Subline call={call} />
        </td>
        <td className="hidden px-3 py-2.5 text-ink-soft md:table-cell">
          {showServer && <span className="block truncate">{call.server}</span>}
          <span className={showServer ? 'block truncate text-ink-faint text-xs' : 'block truncate'}>{call.grant}</span>
        </td>
        <td className="hidden px-3 py-2.5 text-right text-ink-soft tabular-nums md:table-cell">
          {milliseconds(call.gatewayMicros + call.upstreamMicros)}
        </td>
        <td className="hidden px-5 py-2.5 text-right text-ink-faint text-xs leading-5 sm:table-cell">
          <Time at={call.at} />
        </td>
      </tr>
      <tr id={details} hidden={!isOpen} className="bg-sunken/40">
        {isOpen && (
          <td colSpan={5} className="px-4 pt-1 pb-4 sm:px-5">
            <CallDetails call={call} />
          </td>
        )}
      </tr>
    </>
  );
}

/** A policy denies, the gateway refuses: both are logged as a denial, with a rule that tells them apart. */
function DecisionBadge({ outcome, rule, failure }: ShownCall) {
  if (outcome === 'deny' && !isPolicyRule(rule)) return <RefusedBadge />;
  return <OutcomeBadge outcome={outcome} failure={failure} />;
}

function Subline({ call }: { call: ShownCall }) {
  return (
    <div className="pl-5">
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
    </div>
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
