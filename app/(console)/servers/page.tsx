import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ServerList } from '@/components/servers/server-list';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { isAllowed } from '@/lib/domain/actors/actor';
import { hasDrifted } from '@/lib/domain/servers/drift';
import { listServers } from '@/lib/domain/servers/list-servers';
import { requireActor } from '@/lib/edges/auth/actor';

export const metadata: Metadata = { title: 'Servers' };

export default async function ServersPage() {
  const actor = await requireActor('/servers');
  const servers = await listServers(actor);
  const register = isAllowed(actor, 'server.register') && (
    <Button asChild>
      <Link href="/servers/new">
        <Plus aria-hidden />
        Register a server
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Servers"
        lead="The MCP servers your agents reach through the gateway."
        actions={servers.length > 0 && register}
      />
      {servers.length > 0 ? (
        <ServerList
          servers={servers.map(({ toolsReadAt, driftSeenAt, driftEndedAt, url, catalogueSlug: _, ...server }) => ({
            ...server,
            host: new URL(url).host,
            toolsReadAt: toolsReadAt?.toISOString() ?? null,
            hasDrifted: hasDrifted({ driftSeenAt, driftEndedAt }),
          }))}
        />
      ) : (
        <EmptyState title="Register your first server" action={register}>
          Give the address of an MCP server. Its tools are read and classified by what they can do; then you decide
          which of them your agents may call.
        </EmptyState>
      )}
    </>
  );
}
