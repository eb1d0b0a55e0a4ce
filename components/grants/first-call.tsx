'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { calledName } from '@/components/calls/called-name';
import { callsQuery } from '@/components/calls/calls-query';
import { Notice } from '@/components/ui/notice';
import type { ShownCall } from '@/lib/domain/call-log/schema';

const POLL_MS = 2_000;
/** The gateway writes down every three seconds which grants were used. */
const USED_MS = 4_000;

/** A client lists tools when it connects; what counts is the first tool it calls. */
function firstToolCall(calls: ShownCall[] | undefined): ShownCall | undefined {
  return calls?.findLast(({ tool }) => tool !== null);
}

/** Waits for the first call of a grant, and says what became of it. */
export function FirstCall({ serverId, grantId }: { serverId: string; grantId: string }) {
  const { data } = useQuery({
    ...callsQuery({ grantId, limit: '20' }),
    refetchInterval: ({ state }) => (firstToolCall(state.data) ? false : POLL_MS),
  });
  const call = firstToolCall(data) ?? data?.at(-1);
  useUsedGrant(call !== undefined);
  if (!call) {
    return (
      <Notice>
        <span className="flex items-center gap-2">
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
          Waiting for the first call…
        </span>
      </Notice>
    );
  }
  const words = { allow: 'allowed', deny: 'denied', hold: 'held for approval' };
  return (
    <Notice tone={call.failure ? 'hold' : 'allow'}>
      <span className="flex flex-wrap items-center gap-2">
        <Check aria-hidden className="size-4" />
        <span>
          {call.tool ? 'First call received: ' : 'Client connected: '}
          <code className="font-mono">{calledName(call)}</code>, {words[call.outcome]}
          {call.failure && `, then ${call.failure}`}.
        </span>
        <Link href={`/servers/${serverId}/calls`} className="underline underline-offset-4">
          Open the call log
        </Link>
      </span>
    </Notice>
  );
}

/** Shows the list of grants below anew when this one was used. */
function useUsedGrant(isUsed: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isUsed) return;
    const timer = setTimeout(() => router.refresh(), USED_MS);
    return () => clearTimeout(timer);
  }, [isUsed, router]);
}
