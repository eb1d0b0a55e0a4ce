import { RefreshForm } from '@/components/servers/settings-forms';
import { Steps } from '@/components/servers/steps';
import { ToolTable } from '@/components/servers/tool-table';
import { Waiting } from '@/components/servers/waiting';
import { CodeBlock } from '@/components/ui/code-block';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { isAllowed } from '@/lib/domain/actors/actor';
import { listCalls } from '@/lib/domain/call-log/list-calls';
import { listGrants } from '@/lib/domain/grants/list-grants';
import { listPolicies } from '@/lib/domain/policies/list-policies';
import { driftOf } from '@/lib/domain/servers/drift';
import { listTools } from '@/lib/domain/servers/list-tools';
import { openServer } from './open-server';
import { refreshAction } from './review/actions';

export default async function ServerPage({ params }: { params: Promise<{ serverId: string }> }) {
  const { actor, server } = await openServer((await params).serverId);
  const [tools, policies, grants, calls] = await Promise.all([
    listTools(actor, server.id),
    listPolicies(actor, server.id),
    listGrants(actor, server.id),
    listCalls(actor, { serverId: server.id }),
  ]);
  const usable = grants.filter(({ revokedAt }) => revokedAt === null);
  return (
    <>
      <PageHeader
        title={server.name}
        lead={
          <>
            <span className="break-all font-mono text-sm">{server.url}</span>
            {server.toolsReadAt && (
              <span className="block text-ink-faint text-sm">
                Tools read <Time key={server.toolsReadAt.getTime()} at={server.toolsReadAt.toISOString()} />, protocol{' '}
                {server.protocolVersions.join(', ')}
              </span>
            )}
          </>
        }
      />
      <div className="grid gap-8">
        <Waiting
          serverId={server.id}
          toReview={tools.filter(({ state }) => state === 'pending' || state === 'changed').length}
          drift={shownDrift(server)}
        />
        <Steps
          serverId={server.id}
          isPublished={policies.length > 0}
          hasGrant={usable.length > 0}
          hasCall={calls.some(({ tool }) => tool !== null)}
        />
        <section className="grid gap-3">
          <h2 className="font-semibold text-lg">Gateway URL</h2>
          <CodeBlock title="Clients connect here, with a grant" text={server.gatewayUrl} />
        </section>
        <section className="grid gap-3">
          <h2 className="font-semibold text-lg">
            Tools <span className="font-normal text-ink-faint tabular-nums">{tools.length}</span>
          </h2>
          {isAllowed(actor, 'server.refresh') && <RefreshForm action={refreshAction.bind(null, server.id)} />}
          <ToolTable tools={tools} reviewPath={`/servers/${server.id}/review`} />
        </section>
      </div>
    </>
  );
}

function shownDrift(server: Parameters<typeof driftOf>[0]) {
  const { state, ...times } = driftOf(server);
  return {
    state,
    since: 'since' in times ? times.since.toISOString() : undefined,
    until: 'until' in times ? times.until.toISOString() : undefined,
  };
}
