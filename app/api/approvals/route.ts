import { answer } from '@/app/api/answer';
import { listApprovals } from '@/lib/domain/approvals/list-approvals';

/** What waits for a decision and what was decided, as the inbox polls it. */
export function GET(): Promise<Response> {
  return answer((actor) => listApprovals(actor));
}
