'use client';

import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import type { ShownCall } from '@/lib/domain/call-log/schema';
import { CallRow } from './call-row';
import { callsQuery } from './calls-query';

const POLL_MS = 2_000;

type CallLogProps = {
  calls: ShownCall[];
  filter: Record<string, string>;
  /** A page of older calls stands still. */
  isLive: boolean;
  showServer: boolean;
};

/** The call log as the server rendered it, which then fills by itself. */
export function CallLog({ calls, filter, isLive, showServer }: CallLogProps) {
  const { data, isError } = useQuery({
    ...callsQuery(filter),
    initialData: calls,
    staleTime: POLL_MS,
    refetchInterval: POLL_MS,
    enabled: isLive,
  });
  return (
    <div className="grid gap-3">
      {isError && (
        <Notice tone="hold">
          The log cannot be loaded right now. You see the last state. Reload the page if this message stays.
        </Notice>
      )}
      {data.length === 0 ? (
        <EmptyState title={isLive ? 'No calls yet' : 'No older calls'}>
          {isLive
            ? 'Every call that reaches the gateway appears here within seconds, allowed or not.'
            : 'This is where the log begins.'}
        </EmptyState>
      ) : (
        <Card className="overflow-hidden">
          <table className="w-full table-fixed text-left text-sm">
            {/* The row of details spans five columns, also where a narrow screen hides the cells of some. */}
            <colgroup>
              <col className="w-32 sm:w-52" />
              <col />
              <col className="w-0 sm:w-28 md:w-44" />
              <col className="w-0 md:w-24" />
              <col className="w-0 md:w-28" />
            </colgroup>
            <thead className="border-b bg-sunken text-ink-soft text-xs">
              <tr>
                <th scope="col" className="px-4 py-2 font-medium sm:px-5">
                  Decision
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  Call
                </th>
                <th scope="col" className="hidden px-3 py-2 font-medium md:table-cell">
                  {showServer ? 'Server and grant' : 'Grant'}
                </th>
                <th scope="col" className="hidden px-3 py-2 text-right font-medium md:table-cell">
                  Took
                </th>
                <th scope="col" className="hidden px-5 py-2 text-right font-medium sm:table-cell">
                  When
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((call) => (
                <CallRow key={call.id} call={call} showServer={showServer} />
              ))}
            </tbody>
          </table>
        </Card>
      )}
    </div>
  );
}
