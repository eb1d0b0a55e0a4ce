import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { changeSentence } from '@/components/console/change-sentence';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { listChanges } from '@/lib/domain/change-log/list-changes';
import { requireActor } from '@/lib/edges/auth/actor';

export const metadata: Metadata = { title: 'Change log' };

const Query = z.object({ before: z.guid().optional().catch(undefined) });

type Props = { searchParams: Promise<Record<string, unknown>> };

export default async function ChangeLogPage({ searchParams }: Props) {
  const actor = await requireActor('/change-log');
  const { changes, next } = await listChanges(actor, Query.parse(await searchParams));
  return (
    <>
      <PageHeader
        title="Change log"
        lead="Who changed what. Each entry is stored in the same transaction as the change."
      />
      <Card className="overflow-hidden">
        <ol className="divide-y text-sm">
          {changes.map(({ id, actor, verb, detail, createdAt }) => (
            <li key={id} className="grid gap-x-6 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5">
              <p className="min-w-0 [overflow-wrap:anywhere]">
                <span className="font-medium">{actor}</span>{' '}
                <span className="text-ink-soft">{changeSentence(verb, detail)}</span>
              </p>
              <p className="text-ink-faint">
                <Time at={createdAt.toISOString()} />
              </p>
            </li>
          ))}
        </ol>
      </Card>
      {next && (
        <Button asChild kind="secondary" size="small" className="mt-4">
          <Link href={`/change-log?before=${next}`}>Older</Link>
        </Button>
      )}
    </>
  );
}
