import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { policyExamples } from '@/components/docs/policy-examples';
import { snippetsFor } from '@/components/grants/snippets';
import { CodeBlock } from '@/components/ui/code-block';
import { DoorLink } from '@/components/ui/door-link';
import { Link } from '@/components/ui/link';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/docs/quickstart',
    title: 'Quickstart',
    description: 'From an account to the first MCP call that your policy decided, in five steps.',
    faces: ['md'],
  });
}

const snippets = snippetsFor({
  serverName: 'Kestra',
  url: 'https://gateway.example.com/mcp/SERVER_ID',
  token: 'plg_YOUR_GRANT_TOKEN',
});

export default function QuickstartPage() {
  return (
    <Article title="Quickstart" lead="Five steps. You need the URL of an MCP server that speaks Streamable HTTP.">
      <h2>1. Create an account</h2>
      <p>
        {isSignUpOpen() ? (
          <DoorLink href="/sign-up" className="link">
            Sign up
          </DoorLink>
        ) : (
          'Sign up'
        )}{' '}
        with an e-mail address and a password. You get an organisation of your own. Where new accounts need an
        invitation, the owner of the installation makes a link for you with <code>npm run invite</code>; with an
        account,{' '}
        <DoorLink href="/sign-in" className="link">
          sign in
        </DoorLink>
        .
      </p>
      <h2>2. Register the server</h2>
      <p>
        Pick it from the catalogue or give its URL. If it asks for a credential, enter the header it expects, such as{' '}
        <code>Authorization</code>; it is stored encrypted and sent by the gateway, never by the agent. The connection
        is tried at once, and the tools it offers are read, classified by risk and pinned.
      </p>
      <h2>3. Publish a policy</h2>
      <p>
        The builder begins with the recommended rule for every tool: reading is open, writing is limited, what destroys
        is hidden, and what pays, changes access or runs chosen code waits for a person. Where you came from a tool’s
        page, it begins with the rule of that page and every other tool closed; “Recommended” fills in the rest. Change
        what you like, then publish. What you see as choices is a document you can also write yourself:
      </p>
      <CodeBlock title="policy.json" text={policyExamples.whole.document.trimEnd()} language="json" />
      <p>
        <Link href="/docs/policy" className="link">
          Read the whole grammar
        </Link>
        , or{' '}
        <Link href="/playground" className="link">
          try it in the playground
        </Link>
        .
      </p>
      <h2>4. Mint a grant</h2>
      <p>
        A grant is a token for this server under its policy. It is shown once, with the configuration for your client
        ready to paste. Mint one for each agent: revoking it stops that agent and no other.
      </p>
      <h2>5. Point your client at the gateway</h2>
      <p>Replace the URL and the token by your own.</p>
      {snippets.map(({ client, place, language, text }) => (
        <CodeBlock key={client} title={`${client}: ${place}`} text={text} language={language} />
      ))}
      <p>Call a tool. The call log shows it with its decision, and with the rule that decided, a moment later.</p>
      <h2>From a script</h2>
      <p>
        Where you run the gateway yourself, one command makes server, policy and grant, and prints one line of JSON with
        the gateway URL and the token. A policy that cannot be published is refused with its problems and exit code 2.
      </p>
      <CodeBlock
        title="Terminal"
        text="npm run provision -- --upstream https://mcp.example.com/mcp --policy policy.json --name Kestra"
      />
    </Article>
  );
}
