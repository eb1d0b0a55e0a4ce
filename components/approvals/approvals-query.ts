import { queryOptions } from '@tanstack/react-query';
import { ApprovalInbox } from '@/lib/domain/approvals/schema';

export const approvalsQuery = queryOptions({
  queryKey: ['approvals'],
  queryFn: async ({ signal }) => {
    const answer = await fetch('/api/approvals', { signal });
    if (!answer.ok) throw new Error(`The inbox answered ${answer.status}.`);
    return ApprovalInbox.parse(await answer.json());
  },
  retry: false,
});
