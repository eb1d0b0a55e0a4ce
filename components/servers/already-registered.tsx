import Link from 'next/link';
import { Card } from '@/components/ui/card';

type AlreadyRegisteredProps = { servers: { id: string; name: string }[]; tool?: string };

/** The servers of this organisation that came from the same entry of the catalogue, before another is registered. */
export function AlreadyRegistered({ servers, tool }: AlreadyRegisteredProps) {
  if (servers.length === 0) return null;
  const query = tool ? `?${new URLSearchParams({ tool })}` : '';
  return (
    <Card className="mb-6 grid gap-2 border-accent/40 p-4 text-sm sm:p-5">
      {servers.map(({ id, name }) => (
        <p key={id}>
          You already registered <span className="font-medium">{name}</span>:{' '}
          <Link href={`/servers/${id}/policies${query}`} className="link">
            {tool ? 'open its policy with this rule' : 'open its policy'}
          </Link>
          .
        </p>
      ))}
      <p className="text-ink-soft">Or register another copy of it below.</p>
    </Card>
  );
}
