import Link from 'next/link';
import { Notice } from '@/components/ui/notice';

type WaitingProps = { serverId: string; toReview: number; hasDrifted: boolean };

/** What of a server's tools waits for a person; nothing where nothing does. */
export function Waiting({ serverId, toReview, hasDrifted }: WaitingProps) {
  const settings = (words: string) => (
    <Link href={`/servers/${serverId}/settings`} className="font-medium underline">
      {words}
    </Link>
  );
  if (toReview > 0)
    return (
      <Notice tone="hold">
        {toReview === 1 ? '1 tool is new or has changed.' : `${toReview} tools are new or have changed.`} New tools are
        denied, and agents read the pinned definition of a changed tool, until you {settings('review them')}.
      </Notice>
    );
  if (!hasDrifted) return null;
  return (
    <Notice tone="hold">
      This server now offers tools or definitions that you have not pinned. Agents do not see them.{' '}
      {settings('Read the tools again')} to review what changed.
    </Notice>
  );
}
