import type { Metadata } from 'next';
import { Inbox } from '@/components/approvals/inbox';
import { PageHeader } from '@/components/ui/page-header';
import { isAllowed } from '@/lib/domain/actors/viewer';
import { listApprovals } from '@/lib/domain/approvals/list-approvals';
import { requireViewer } from '@/lib/edges/auth/viewer';
import { decideAction } from './actions';

export const metadata: Metadata = { title: 'Approvals' };

export default async function ApprovalsPage() {
  const viewer = await requireViewer('/approvals');
  return (
    <>
      <PageHeader
        title="Approvals"
        lead="Calls that a rule holds until a person decides. An approval lets exactly this call pass, once."
      />
      <Inbox
        inbox={await listApprovals(viewer)}
        decide={isAllowed(viewer, 'approval.decide') ? decideAction : undefined}
      />
    </>
  );
}
