import type { Metadata } from 'next';
import { pageMetadata } from '@/app/(site)/page-metadata';
import { SearchForm } from '@/components/catalogue/search-form';
import { ServerCards } from '@/components/catalogue/server-cards';
import { ToolList } from '@/components/catalogue/tool-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/base/errors';
import { SearchInput } from '@/lib/core/catalogue-model/schema';
import { count } from '@/lib/core/catalogue-text/wording';
import { countCatalogue } from '@/lib/domain/catalogue/count';
import { listCatalogueServers, type ServerEntry } from '@/lib/domain/catalogue/list-servers';
import { searchCatalogue } from '@/lib/domain/catalogue/search';
import { countVisit } from '@/lib/edges/api/visits';
import { clientAddress } from '@/lib/edges/auth/client-address';
import { NothingFound } from './nothing-found';
import { SearchFilters, searchHref } from './search-filters';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { q, category, severity, page } = SearchInput.parse(await searchParams);
  const metadata = pageMetadata({
    title: q ? `“${q}” in the catalogue` : 'MCP servers and tools by risk',
    description:
      'Search MCP servers and their tools: what each can do, how risky it is, and the rule to put in front of it.',
    path: '/tools',
    formats: ['md', 'json'],
  });
  return { ...metadata, ...((q || category || severity || page > 1) && { robots: { index: false } }) };
}

export default async function SearchPage({ searchParams }: Props) {
  const input = SearchInput.parse(await searchParams);
  const searching = Boolean(input.q || input.category || input.severity);
  const size = await countCatalogue();
  return (
    <div className="grid gap-6 [&>*]:min-w-0">
      <PageHeader
        title="MCP servers and tools by risk"
        lead={`${count(size.tools, 'tool')}, across an index of ${count(size.servers, 'MCP server')}: what each can do, how risky it is, and the rule to put in front of it.`}
      />
      <SearchForm defaultValue={input.q} />
      <SearchFilters input={input} />
      {searching ? <Found input={input} /> : <Servers />}
    </div>
  );
}

async function Found({ input }: { input: SearchInput }) {
  const refusal = await refusedFor(await clientAddress());
  if (refusal) return <EmptyState title="Too many searches">{refusal}</EmptyState>;
  const { servers, tools, corrected, approximate, more } = await searchCatalogue(input);
  if (tools.length === 0 && servers.length === 0) return <NothingFound input={input} />;
  return (
    <section aria-label="Results" className="grid gap-4 [&>*]:min-w-0">
      {corrected && (
        <p className="text-ink-soft">
          Showing results for <strong className="font-semibold text-ink">{corrected}</strong>.{' '}
          {`Nothing is named “${input.q}”.`}
        </p>
      )}
      {approximate && (
        <p className="text-ink-soft">Nothing is named exactly “{input.q}”. These are the closest matches:</p>
      )}
      {servers.length > 0 && (
        <>
          <h2 className="font-semibold text-xl">{servers.length === 1 ? 'Server' : 'Servers'}</h2>
          <ServerCards servers={servers.map(toCard)} />
          {tools.length > 0 && <h2 className="font-semibold text-xl">Tools</h2>}
        </>
      )}
      {tools.length > 0 && <ToolList tools={tools} showServer />}
      <nav aria-label="Pages" className="flex justify-between text-sm">
        {input.page > 1 ? (
          <Link className="link" href={searchHref({ ...input, page: input.page - 1 })}>
            Previous page
          </Link>
        ) : (
          <span />
        )}
        {more && (
          <Link className="link" href={searchHref({ ...input, page: input.page + 1 })}>
            Next page
          </Link>
        )}
      </nav>
    </section>
  );
}

/** Why this client's search is not done, in a sentence. */
async function refusedFor(client: string): Promise<string | undefined> {
  try {
    await countVisit('search', client);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

async function Servers() {
  const servers = await listCatalogueServers();
  return (
    <section aria-labelledby="servers" className="grid gap-4">
      <h2 id="servers" className="font-semibold text-xl">
        Servers with the most tools
      </h2>
      <ServerCards servers={servers.map(toCard)} />
    </section>
  );
}

function toCard({ tools, ...server }: ServerEntry) {
  return { ...server, tools: tools > 0 ? count(tools, 'tool') : 'tools not known yet' };
}
