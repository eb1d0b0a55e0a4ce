import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';

type VersionListProps = { versions: { id: string; number: number; author: string; createdAt: string }[] };

/** What was published, newest first; nothing of it ever changes. */
export function VersionList({ versions }: VersionListProps) {
  if (versions.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">Versions</h2>
      <Card className="overflow-hidden">
        <ol className="divide-y text-sm">
          {versions.map(({ id, number, author, createdAt }, index) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5">
              <span className="font-medium tabular-nums">Version {number}</span>
              {index === 0 && <Badge tone="allow">Live</Badge>}
              <span className="ml-auto truncate text-ink-soft">{author}</span>
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
