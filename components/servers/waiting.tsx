import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';

type WaitingProps = {
  serverId: string;
  toReview: number;
  /** Whether it offers agents what was pinned; `since` and `until` are ISO 8601. */
  drift: { state: 'none' | 'open' | 'ended' | 'recurring'; since?: string; until?: string };
};

/** What of a server's tools waits for a person; nothing where nothing does. */
export function Waiting({ serverId, toReview, drift }: WaitingProps) {
  if (toReview > 0)
    return (
      <Notice tone="hold">
        {toReview === 1 ? '1 tool is new or has changed.' : `${toReview} tools are new or have changed.`} New tools are
        denied, and agents read the pinned definition of a changed tool, until you{' '}
        <Link href={`/servers/${serverId}/review`} className="font-medium underline">
          review them
        </Link>
        .
      </Notice>
    );
  return <DriftNotice {...drift} />;
}

function DriftNotice({ state, since, until }: WaitingProps['drift']) {
  if (state === 'none' || !since) return null;
  if (state === 'ended')
    return (
      <Notice>
        This server went back to exactly what you pinned{until && ' '}
        {until && <Time at={until} />}. Before that it offered other tools or definitions, which agents did not see.
      </Notice>
    );
  return (
    <Notice tone="hold">
      {state === 'open'
        ? 'This server offers tools or definitions that you have not pinned, first seen '
        : 'This server went back to what you pinned and then changed its tools again, '}
      <Time at={since} />. Agents do not see them. Read the tools again to review what changed.
    </Notice>
  );
}
