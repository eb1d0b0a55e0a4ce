import { notFound } from 'next/navigation';
import { requireViewer } from '@/lib/edges/auth/viewer';

/**
 * An address below a server that is none. Rendered on each request, as every page of the console: the page that is made at
 * build time for all other unknown addresses carries no nonce.
 */
export default async function UnknownPage({ params }: { params: Promise<{ serverId: string }> }) {
  await requireViewer(`/servers/${(await params).serverId}`);
  notFound();
}
