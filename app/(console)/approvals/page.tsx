import type { Metadata } from 'next';
import { decideAction } from '@/app/(console)/approvals/actions';
import { Inbox } from '@/components/approvals/inbox';
import { PageHeader } from '@/components/ui/page-header';
import { listApprovals } from '@/lib/approvals/list-approvals';
import { requireViewer } from '@/lib/auth/viewer';
import { isAllowed } from '@/lib/organisations/viewer';

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
