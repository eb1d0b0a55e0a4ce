import type { Metadata } from 'next';
import { Inbox } from '@/components/approvals/inbox';
import { PageHeader } from '@/components/ui/page-header';
import { isAllowed } from '@/lib/domain/actors/actor';
import { listApprovals } from '@/lib/domain/approvals/list-approvals';
import { requireActor } from '@/lib/edges/auth/actor';
import { decideAction } from './actions';

export const metadata: Metadata = { title: 'Approvals' };

export default async function ApprovalsPage() {
  const actor = await requireActor('/approvals');
  return (
    <>
      <PageHeader
        title="Approvals"
        lead="Calls that a rule holds until a person decides. An approval lets exactly this call pass, once."
      />
      <Inbox
        inbox={await listApprovals(actor)}
        decide={isAllowed(actor, 'approval.decide') ? decideAction : undefined}
      />
    </>
  );
}
