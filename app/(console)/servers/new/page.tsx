import type { Metadata } from 'next';
import { registerServerAction } from '@/app/(console)/servers/actions';
import { AlreadyRegistered } from '@/components/servers/already-registered';
import { RegisterForm } from '@/components/servers/register-form';
import { PageHeader } from '@/components/ui/page-header';
import { slugOf } from '@/lib/core/catalogue-model/slug';
import { listServers } from '@/lib/domain/servers/list-servers';
import { requireActor } from '@/lib/edges/auth/actor';
import { findCatalogueServer } from './find-catalogue-server';

export const metadata: Metadata = { title: 'Register a server' };

type Query = { from?: string | string[]; tool?: string | string[] };

export default async function NewServerPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { from, tool } = await searchParams;
  const query = new URLSearchParams({
    ...(typeof from === 'string' && { from }),
    ...(typeof tool === 'string' && { tool }),
  });
  const actor = await requireActor(query.size > 0 ? `/servers/new?${query}` : '/servers/new');
  const known = typeof from === 'string' ? await findCatalogueServer(from) : null;
  const same = known ? (await listServers(actor)).filter(({ catalogueSlug }) => catalogueSlug === known.slug) : [];
  const slug = typeof tool === 'string' ? tool : undefined;
  const waiting = known?.tools.find(({ name }) => slug !== undefined && slugOf(name) === slugOf(slug))?.name;
  return (
    <div className="max-w-xl">
      <PageHeader
        title={known ? `Register ${known.name}` : 'Register a server'}
        lead={
          known
            ? 'Enter the URL of your copy. Its tools are read now. If that fails, nothing is stored.'
            : 'Its tools are read now and classified by what they can do. If that fails, nothing is stored.'
        }
      />
      <AlreadyRegistered servers={same} tool={slug} />
      {waiting && (
        <p className="mb-6 text-ink-soft text-sm">
          Your rule for <code className="break-all font-mono text-ink">{waiting}</code> is ready in the next step.
        </p>
      )}
      <RegisterForm action={registerServerAction} known={known && { slug: known.slug, name: known.name }} tool={slug} />
    </div>
  );
}
