import type { Metadata } from 'next';
import { openServer } from '@/app/(console)/servers/[serverId]/open-server';
import { ReviewList } from '@/components/servers/review-list';
import { RefreshForm } from '@/components/servers/settings-forms';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { isAllowed } from '@/lib/domain/actors/actor';
import { listReviews } from '@/lib/domain/servers/list-reviews';
import { refreshAction, reviewAction } from './actions';

export const metadata: Metadata = { title: 'Review' };

export default async function ReviewPage({ params }: { params: Promise<{ serverId: string }> }) {
  const { actor, server } = await openServer((await params).serverId, '/review');
  const { id, toolsReadAt } = server;
  const { reviews, waiting } = await listReviews(actor, id);
  return (
    <div className="max-w-3xl">
      <PageHeader
        title="Review"
        lead="A new tool is denied until you pin its definition. For a changed tool, agents keep reading the pinned definition until you pin the new one."
      />
      {reviews.length === 0 ? (
        <EmptyState
          title="Nothing to review"
          action={isAllowed(actor, 'server.refresh') && <RefreshForm action={refreshAction.bind(null, id)} />}
        >
          All tools are pinned as they were when they were read
          {toolsReadAt && (
            <>
              {' '}
              <Time key={toolsReadAt.getTime()} at={toolsReadAt.toISOString()} />
            </>
          )}
          .
        </EmptyState>
      ) : (
        <div className="grid gap-3">
          {waiting > reviews.length && (
            <p className="text-ink-soft text-sm">
              The first {reviews.length} of {waiting} are shown.
            </p>
          )}
          <ReviewList
            tools={reviews}
            action={isAllowed(actor, 'tool.review') ? reviewAction.bind(null, id) : undefined}
          />
        </div>
      )}
    </div>
  );
}
