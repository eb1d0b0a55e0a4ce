import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { CodeBlock } from '@/components/ui/code-block';
import { ApprovalsSection, ErrorsSection } from './approvals-and-errors';
import { AsksSection, ClassesSection } from './classes-and-asks';
import { ProtocolSection } from './protocol';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/docs/gateway',
    title: 'The gateway',
    description:
      'What agents and MCP clients see through the gateway: lists, refusals, approvals, protocol revisions, errors.',
    faces: ['md'],
  });
}

const refusal = JSON.stringify(
  {
    content: [
      { type: 'text', text: '[POLICY DENIED] The limit of 30 calls a minute is reached. Try again in 12 seconds.' },
    ],
    isError: true,
    _meta: {
      'policylayer/decision': {
        outcome: 'deny',
        rule: '/tools/manage_kv_store/limits/0',
        policyVersion: 3,
        requestId: '…',
        retryAfterMs: 11_840,
      },
    },
  },
  null,
  2,
);

export default function GatewayDocsPage() {
  return (
    <Article
      title="The gateway"
      lead="One URL per server, /mcp/<server id>, and a grant as Authorization: Bearer. To a client it is an MCP server."
    >
      <h2 id="way">The way of a call</h2>
      <p>
        Read, authenticate, decide, hold, count, forward, filter, record: always in this order. A refused call never
        reaches the server. The bytes that were judged are the bytes that are sent; of the headers, only those that MCP
        defines pass, with the server’s own credential in place of the grant.
      </p>
      <h2 id="list">The list equals the calls</h2>
      <p>
        <code>tools/list</code> leaves out hidden tools, tools that default deny closes, and tools that appeared after
        registration and were not reviewed. A call to one of them is answered as for a tool that does not exist:{' '}
        <code>-32602 Unknown tool: name</code>. A tool with <code>action: deny</code> stays listed, so that the agent
        can learn why it is refused.
      </p>
      <p>
        Each tool is listed with the definition that was pinned. When the server offers another one, agents read the
        pinned definition until the new one is reviewed.
      </p>
      <h2 id="refusals">Refusals</h2>
      <p>
        A call that a rule refuses is answered with HTTP 200 and a tool result that the model can read.{' '}
        <code>rule</code> points into the policy, <code>retryAfterMs</code> is there where waiting helps.
      </p>
      <CodeBlock title="Result of a refused call" text={refusal} language="json" />
      <ClassesSection />
      <AsksSection />
      <ApprovalsSection />
      <h2 id="at-once">In effect at once</h2>
      <p>
        The database announces each published version, revoked grant and removed server to the gateway; a poll every
        second is the fallback. A revoked grant is refused on its next call, and its open streams end.
      </p>
      <ProtocolSection />
      <ErrorsSection />
    </Article>
  );
}
