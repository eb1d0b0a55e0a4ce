import type { Metadata } from 'next';
import { CallPage } from '@/app/(console)/call-page';
import { openServer } from '@/app/(console)/servers/[serverId]/open-server';

export const metadata: Metadata = { title: 'Calls' };

type Props = { params: Promise<{ serverId: string }>; searchParams: Promise<Record<string, unknown>> };

export default async function ServerCallsPage({ params, searchParams }: Props) {
  const { actor, server } = await openServer((await params).serverId, '/calls');
  return (
    <CallPage actor={actor} path={`/servers/${server.id}/calls`} query={await searchParams} serverId={server.id} />
  );
}
