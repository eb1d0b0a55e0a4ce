import type { Metadata } from 'next';
import { connection } from 'next/server';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { PolicyPlayground } from '@/components/policy-builder/policy-playground';
import { PageHeader } from '@/components/ui/page-header';
import { env } from '@/lib/base/env';
import { writeDocument } from '@/lib/core/policy/document/write-json';
import { recommendForServer } from '@/lib/core/policy/recommend/recommend';
import { getCatalogueServer } from '@/lib/domain/catalogue/get-server';

const SAMPLE = 'kestra-io-mcp-server-python';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/playground',
    title: 'Policy playground',
    description:
      'Build a policy for an MCP server and try calls against it. No account, and nothing leaves your browser.',
  });
}

export default async function PlaygroundPage() {
  await connection();
  const server = await getCatalogueServer(SAMPLE);
  const tools = server.tools.map(({ name, inputSchema, category, severity, confidence }) => {
    return { name, inputSchema, category, severity, confidence };
  });
  const policy = { $schema: `${env().PUBLIC_URL}/policy.schema.json`, ...recommendForServer(tools) };
  const sample = { name: server.name, tools, document: writeDocument(policy) };
  return (
    <>
      <PageHeader
        title="Policy playground"
        lead="Choose what agents may do with each tool, and see policy.json follow. No account needed."
      />
      <PolicyPlayground sample={sample} />
    </>
  );
}
