import type { Metadata } from 'next';
import { registerServerAction } from '@/app/(console)/servers/actions';
import { findCatalogueServer } from '@/app/(console)/servers/new/find-catalogue-server';
import { RegisterForm } from '@/components/servers/register-form';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/auth/viewer';

export const metadata: Metadata = { title: 'Register a server' };

type Query = { from?: string | string[]; tool?: string | string[] };

export default async function NewServerPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { from, tool } = await searchParams;
  const query = new URLSearchParams({
    ...(typeof from === 'string' && { from }),
    ...(typeof tool === 'string' && { tool }),
  });
  await requireViewer(query.size > 0 ? `/servers/new?${query}` : '/servers/new');
  const known = typeof from === 'string' ? await findCatalogueServer(from) : null;
  return (
    <div className="max-w-xl">
      <PageHeader
        title={known ? `Register ${known.name}` : 'Register a server'}
        lead={
          known
            ? 'Give the address where your copy of it answers. Its tools are read live; nothing is stored unless that works.'
            : 'Its tools are read live and classified by what they can do; nothing is stored unless that works.'
        }
      />
      <RegisterForm
        action={registerServerAction}
        known={known && { slug: known.slug, name: known.name }}
        tool={typeof tool === 'string' ? tool : undefined}
      />
    </div>
  );
}
