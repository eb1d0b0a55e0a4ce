import type { Metadata } from 'next';
import { CallPage } from '@/app/(console)/call-page';
import { requireActor } from '@/lib/edges/auth/actor';

export const metadata: Metadata = { title: 'Calls' };

type Props = { searchParams: Promise<Record<string, unknown>> };

export default async function CallsPage({ searchParams }: Props) {
  const actor = await requireActor('/calls');
  return <CallPage actor={actor} path="/calls" query={await searchParams} />;
}
