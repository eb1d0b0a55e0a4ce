import type { Metadata } from 'next';
import Link from 'next/link';
import { orNotFound } from '@/app/(console)/or-not-found';
import { openServer } from '@/app/(console)/servers/[serverId]/open-server';
import { VersionChanges } from '@/components/servers/version-changes';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { diffPolicies } from '@/lib/core/policy/diff/diff';
import { readStored } from '@/lib/core/policy/document/read';
import { isAllowed } from '@/lib/domain/actors/actor';
import { getPolicy } from '@/lib/domain/policies/get-policy';
import { getVersion } from '@/lib/domain/policies/get-version';
import { listTools } from '@/lib/domain/servers/list-tools';
import { republishAction } from './actions';

type Props = { params: Promise<{ serverId: string; number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Policy version ${(await params).number}` };
}

export default async function VersionPage({ params }: Props) {
  const { serverId, number } = await params;
  const { actor, server } = await openServer(serverId, `/policies/versions/${encodeURIComponent(number)}`);
  const [version, live, tools] = await Promise.all([
    orNotFound(getVersion(actor, { serverId: server.id, number: Number(number) })),
    orNotFound(getPolicy(actor, { serverId: server.id })),
    listTools(actor, server.id),
  ]);
  const isLive = version.number === live.number;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-3">
            Policy version {version.number} {isLive && <Badge tone="allow">Live</Badge>}
          </span>
        }
        lead={
          <>
            Published by {version.author}, <Time at={version.createdAt.toISOString()} />
          </>
        }
        actions={
          <Button asChild kind="secondary">
            <Link href={`/servers/${server.id}/policies`}>Back to the policy</Link>
          </Button>
        }
      />
      <div className="grid gap-8">
        {!isLive && (
          <VersionChanges
            number={version.number}
            live={live.number}
            isSameText={version.document === live.document}
            changes={changesBetween(live.document, version.document, tools)}
            republish={
              isAllowed(actor, 'policy.publish')
                ? republishAction.bind(null, { serverId: server.id, number: version.number })
                : undefined
            }
          />
        )}
        <CodeBlock title={`policy.json, version ${version.number}`} text={version.document} language="json" />
      </div>
    </>
  );
}

/** What publishing `after` in place of `before` comes to; null for a document that today's rules cannot read. */
function changesBetween(before: string, after: string, tools: readonly { name: string }[]) {
  const [live, wanted] = [readStored(before), readStored(after)];
  return live.ok && wanted.ok ? diffPolicies(live.policy, wanted.policy, tools).sentences : null;
}
