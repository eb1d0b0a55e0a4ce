import type { Metadata } from 'next';
import Link from 'next/link';
import { openServer } from '@/app/(console)/servers/[serverId]/open-server';
import { GrantList } from '@/components/grants/grant-list';
import { MintForm } from '@/components/grants/mint-form';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { isAllowed } from '@/lib/domain/actors/actor';
import { listGrants } from '@/lib/domain/grants/list-grants';
import { listPolicies } from '@/lib/domain/policies/list-policies';
import { mintGrantAction, revokeGrantAction } from './actions';

export const metadata: Metadata = { title: 'Grants' };

export default async function GrantsPage({ params }: { params: Promise<{ serverId: string }> }) {
  const { actor, server } = await openServer((await params).serverId, '/grants');
  const [grants, policies] = await Promise.all([listGrants(actor, server.id), listPolicies(actor, server.id)]);
  const { id, name, gatewayUrl } = server;
  return (
    <div className="grid gap-8">
      <div>
        <PageHeader
          title="Grants"
          lead="One token for each agent or person, so that one can be revoked without the others."
        />
        {policies.length === 0 ? (
          <EmptyState
            title="Publish a policy first"
            action={
              <Button asChild>
                <Link href={`/servers/${id}/policies`}>Open the policy</Link>
              </Button>
            }
          >
            Every grant has a policy, which decides what it may call.
          </EmptyState>
        ) : (
          isAllowed(actor, 'grant.mint') && (
            <MintForm action={mintGrantAction.bind(null, id)} policies={policies} server={{ id, name, gatewayUrl }} />
          )
        )}
      </div>
      {grants.length > 0 && (
        <GrantList
          grants={grants}
          revoke={isAllowed(actor, 'grant.revoke') ? revokeGrantAction.bind(null, id) : undefined}
        />
      )}
    </div>
  );
}
