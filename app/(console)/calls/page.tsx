import type { Metadata } from 'next';
import { CallPage } from '@/app/(console)/call-page';
import { requireViewer } from '@/lib/edges/auth/viewer';

export const metadata: Metadata = { title: 'Calls' };

type Props = { searchParams: Promise<Record<string, unknown>> };

export default async function CallsPage({ searchParams }: Props) {
  const viewer = await requireViewer('/calls');
  return <CallPage viewer={viewer} path="/calls" query={await searchParams} />;
}
