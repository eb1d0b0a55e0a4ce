import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { docsPages } from '@/components/docs/docs-pages';
import { Link } from '@/components/ui/link';
import { site } from '@/lib/core/site';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/docs',
    title: 'Documentation',
    description: `How ${site.name} decides, logs and holds the calls of AI agents to MCP servers.`,
    faces: ['md'],
  });
}

export default function DocsPage() {
  return (
    <Article
      title="Documentation"
      lead={`${site.name} is a gateway between AI agents and MCP servers. Each call is decided by a policy you publish.`}
    >
      <ul className="!my-8 !list-none !pl-0 grid gap-3 sm:grid-cols-2">
        {docsPages.slice(1).map(({ href, title, text }) => (
          <li key={href} className="!mt-0 rounded-card border bg-surface p-5">
            <Link href={href} className="link font-medium">
              {title}
            </Link>
            <p className="!mb-0 text-sm">{text}</p>
          </li>
        ))}
      </ul>
      <h2>The words</h2>
      <dl className="[&_dd]:mb-3 [&_dt]:font-medium">
        <dt>Server</dt>
        <dd>An MCP server that you have registered. Its tools are read and pinned at that moment.</dd>
        <dt>Policy</dt>
        <dd>
          The document of a server that says which calls pass: policy.json. Each publication is a version that never
          changes.
        </dd>
        <dt>Grant</dt>
        <dd>A token for one server under one policy. Give each agent its own, so that each can be revoked alone.</dd>
        <dt>Decision</dt>
        <dd>Allow, deny, or hold until a person has approved. A decision names the rule that made it.</dd>
        <dt>Call log and change log</dt>
        <dd>What agents did, and who changed what.</dd>
      </dl>
      <p>
        To try a policy without an account, open the{' '}
        <Link href="/playground" className="link">
          playground
        </Link>
        .
      </p>
    </Article>
  );
}
