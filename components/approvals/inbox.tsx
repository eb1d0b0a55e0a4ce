'use client';

import { useQuery } from '@tanstack/react-query';
import type { FormAction } from '@/components/form/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import type { ApprovalInbox } from '@/lib/domain/approvals/schema';
import { ApprovalCard } from './approval-card';
import { approvalsQuery } from './approvals-query';
import { PastApprovals } from './past-approvals';

const POLL_MS = 2_000;

type InboxProps = { inbox: ApprovalInbox; decide?: FormAction };

/** What waits for a person, live; `decide` is absent for who may only look. */
export function Inbox({ inbox, decide }: InboxProps) {
  const { data, isError, refetch } = useQuery({
    ...approvalsQuery,
    initialData: inbox,
    staleTime: POLL_MS,
    refetchInterval: POLL_MS,
  });
  return (
    <div className="grid gap-10">
      <section aria-label="Waiting" className="grid gap-4">
        <p role="status" className="sr-only">
          {data.waiting.length} waiting
        </p>
        {isError && (
          <Notice tone="hold">
            The inbox cannot be loaded right now. You see the last state. Reload the page if this message stays.
          </Notice>
        )}
        {data.waiting.length === 0 ? (
          <EmptyState title="Nothing to approve">
            When a rule asks for approval, the call is held and appears here at once, with its arguments.
          </EmptyState>
        ) : (
          data.waiting.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} decide={decide} onDecided={refetch} />
          ))
        )}
      </section>
      <PastApprovals approvals={data.past} />
    </div>
  );
}
