import { notFound } from 'next/navigation';
import { requireActor } from '@/lib/edges/auth/actor';

/**
 * An address below a server that is none. Rendered on each request, as every page of the console: the page that is made at
 * build time for all other unknown addresses carries no nonce.
 */
export default async function UnknownPage({ params }: { params: Promise<{ serverId: string }> }) {
  await requireActor(`/servers/${(await params).serverId}`);
  notFound();
}
