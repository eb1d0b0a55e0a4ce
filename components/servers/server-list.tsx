import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';

export type ListedServer = {
  id: string;
  name: string;
  host: string;
  tools: number;
  critical: number;
  high: number;
  toReview: number;
  grants: number;
  isPublished: boolean;
  toolsReadAt: string | null;
  /** It offers agents tools or definitions that were not pinned. */
  hasDrifted: boolean;
};

export function ServerList({ servers }: { servers: ListedServer[] }) {
  return (
    <Card className="overflow-hidden">
      <ul className="divide-y">
        {servers.map((server) => (
          <li
            key={server.id}
            className="relative grid gap-x-6 gap-y-2 px-4 py-4 hover:bg-sunken/60 sm:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_auto] sm:items-center sm:px-5"
          >
            <div className="min-w-0">
              <Link href={`/servers/${server.id}`} className="font-medium after:absolute after:inset-0">
                {server.name}
              </Link>
              <p className="truncate font-mono text-ink-faint text-xs">{server.host}</p>
            </div>
            <Risks {...server} />
            <Standing {...server} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Risks({ tools, critical, high, toReview, hasDrifted }: ListedServer) {
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-ink-soft text-sm">
      <span className="mr-1 tabular-nums">
        {tools} {tools === 1 ? 'tool' : 'tools'}
      </span>
      {critical > 0 && <Badge tone="critical">{critical} critical</Badge>}
      {high > 0 && <Badge tone="deny">{high} high</Badge>}
      {toReview > 0 && <Badge tone="hold">{toReview} to review</Badge>}
      {toReview === 0 && hasDrifted && <Badge tone="hold">tools changed</Badge>}
    </p>
  );
}

function Standing({ isPublished, grants, toolsReadAt }: ListedServer) {
  return (
    <p className="text-ink-soft text-sm sm:text-right">
      {isPublished ? `${grants} active ${grants === 1 ? 'grant' : 'grants'}` : 'No policy published yet'}
      {toolsReadAt && (
        <span className="block text-ink-faint text-xs">
          Tools read <Time at={toolsReadAt} />
        </span>
      )}
    </p>
  );
}
