import type { Metadata } from 'next';
import Link from 'next/link';
import { openServer } from '@/app/(console)/servers/[serverId]/open-server';
import { PolicyBuilder } from '@/components/policy-builder/policy-builder';
import { VersionList } from '@/components/servers/version-list';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { operationsOf } from '@/lib/core/risk/operations';
import { findPolicy } from '@/lib/domain/policies/get-policy';
import { listVersions } from '@/lib/domain/policies/list-versions';
import { listTools } from '@/lib/domain/servers/list-tools';
import { publishAction } from './actions';
import { draftFor } from './draft';

export const metadata: Metadata = { title: 'Policy' };

type Props = { params: Promise<{ serverId: string }>; searchParams: Promise<{ tool?: string | string[] }> };

export default async function PolicyPage({ params, searchParams }: Props) {
  const { tool } = await searchParams;
  const slug = typeof tool === 'string' ? tool : undefined;
  const query = slug === undefined ? '' : `?${new URLSearchParams({ tool: slug })}`;
  const { actor, server } = await openServer((await params).serverId, `/policies${query}`);
  const [stored, published, versions] = await Promise.all([
    listTools(actor, server.id),
    findPolicy(actor, { serverId: server.id }),
    listVersions(actor, { serverId: server.id }),
  ]);
  const names = stored.map(({ name }) => name);
  const tools = stored.map((tool) => toBuilderTool(tool, names));
  const draft = published ? { text: published.document, arrival: null } : draftFor(tools, slug);
  return (
    <div className="grid gap-10">
      <div>
        <PageHeader
          title="Policy"
          lead={
            published
              ? `Version ${published.number} is enforced on every call. What you publish here takes effect at once.`
              : leadOf(draft.arrival, tools.length, slug)
          }
          actions={
            published && (
              <Button asChild kind="secondary">
                <Link href={`/servers/${server.id}/grants`}>Mint a grant</Link>
              </Button>
            )
          }
        />
        <PolicyBuilder
          key={server.id}
          server={{ id: server.id, name: server.name }}
          tools={tools}
          published={published && { number: published.number, document: published.document }}
          draft={draft.text}
          arrival={draft.arrival}
          publish={publishAction.bind(null, server.id)}
        />
      </div>
      <VersionList
        serverId={server.id}
        versions={versions.map(({ createdAt, ...version }) => ({ ...version, createdAt: createdAt.toISOString() }))}
      />
    </div>
  );
}

function leadOf(arrival: string | null, count: number, slug: string | undefined): string {
  if (arrival === null) {
    const missing = slug === undefined ? '' : 'This server has no tool with the name in the rule that you chose. ';
    return `${missing}Nothing is published yet, so every call is denied. This is the recommended policy; publish it as it is or change it first.`;
  }
  const others = count === 2 ? 'the other tool is' : `the other ${count - 1} tools are`;
  const rest = count > 1 ? `; ${others} closed. “Recommended” fills in a rule for each` : '';
  return `The rule for ${arrival} from the catalogue is in place${rest}. Nothing is published yet.`;
}

type StoredTool = Awaited<ReturnType<typeof listTools>>[number];

/** The stored risk is the pinned one; only what each value of an operation argument does is read again. */
function toBuilderTool(tool: StoredTool, names: readonly string[]) {
  const { name, title, description, inputSchema, annotations, category, severity, confidence, state } = tool;
  const perValue = operationsOf({
    name,
    title: title ?? undefined,
    description: description ?? undefined,
    inputSchema,
    annotations,
    siblings: names.filter((other) => other !== name),
    knowledge: 'introspected',
  });
  return { name, title, description, inputSchema, category, severity, confidence, state, perValue };
}
