import Link from 'next/link';
import { CallLog } from '@/components/calls/call-log';
import { OutcomeFilter } from '@/components/calls/outcome-filter';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import type { Actor } from '@/lib/domain/actors/actor';
import { listCalls } from '@/lib/domain/call-log/list-calls';
import { CallQuery } from '@/lib/domain/call-log/schema';

const PAGE = 50;

type CallPageProps = { actor: Actor; path: string; query: Record<string, unknown>; serverId?: string };

/** The call log of a server, or of all. */
export async function CallPage({ actor, path, query, serverId }: CallPageProps) {
  const { outcome, before } = CallQuery.parse(query);
  const calls = await listCalls(actor, { serverId, outcome, before, limit: PAGE });
  const filter = { limit: String(PAGE), ...(serverId && { serverId }), ...(outcome && { outcome }) };
  const oldest = calls.length === PAGE ? calls.at(-1)?.id : undefined;
  return (
    <>
      <PageHeader
        title="Calls"
        lead="What agents requested and what was decided. The log never stores argument values. A held call keeps them encrypted until it is decided."
        actions={<OutcomeFilter path={path} outcome={outcome ?? ''} />}
      />
      <div className="grid gap-4">
        <CallLog
          key={JSON.stringify([filter, before])}
          calls={calls}
          filter={filter}
          isLive={!before}
          showServer={!serverId}
        />
        <nav aria-label="Pages" className="flex gap-2">
          {before && (
            <Button asChild kind="secondary" size="small">
              <Link href={addressOf(path, { outcome })}>Newest</Link>
            </Button>
          )}
          {oldest && (
            <Button asChild kind="secondary" size="small">
              <Link href={addressOf(path, { outcome, before: oldest })}>Older</Link>
            </Button>
          )}
        </nav>
      </div>
    </>
  );
}

function addressOf(path: string, query: Record<string, string | undefined>): string {
  const set = Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : []));
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}
