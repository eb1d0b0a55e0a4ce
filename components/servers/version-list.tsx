import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';

type VersionListProps = {
  serverId: string;
  versions: { id: string; number: number; author: string; createdAt: string }[];
};

/** What was published, newest first; each opens, and nothing of it ever changes. */
export function VersionList({ serverId, versions }: VersionListProps) {
  if (versions.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">Versions</h2>
      <Card className="overflow-hidden">
        <ol className="divide-y text-sm">
          {versions.map(({ id, number, author, createdAt }, index) => (
            <li
              key={id}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-sunken/60 sm:px-5"
            >
              <Link
                href={`/servers/${serverId}/policies/versions/${number}`}
                className="font-medium tabular-nums after:absolute after:inset-0"
              >
                Version {number}
              </Link>
              {index === 0 && <Badge tone="allow">Live</Badge>}
              <span className="w-full truncate text-ink-soft sm:ml-auto sm:w-auto">{author}</span>
              <span className="text-ink-faint">
                <Time at={createdAt} />
              </span>
            </li>
          ))}
        </ol>
      </Card>
    </section>
  );
}
