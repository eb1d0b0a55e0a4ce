import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { StackReader } from '@/components/stack/stack-reader';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    title: 'What your agents can call: read your MCP configuration',
    description:
      'Paste your MCP client’s configuration and see every tool your agents can call, the dangerous ones first, with a policy for each server. Keys stay in your browser.',
    path: '/stack',
  });
}

export default function StackPage() {
  return (
    <>
      <PageHeader
        title="What can your agents call?"
        lead="Paste your client’s MCP configuration to see every tool that your agents can call, the most dangerous first, with a policy for each server. It is read in your browser, and your keys stay there."
      />
      <noscript>
        <style>{'.needs-script { display: none }'}</style>
        <p className="measure rounded-card border bg-surface p-5 text-ink-soft">
          This page needs JavaScript, because it reads your configuration in the browser. Without JavaScript you would
          have to send us the configuration with all its keys.{' '}
          <Link href="/tools" className="link">
            Search the catalogue
          </Link>{' '}
          for your servers by name instead.
        </p>
      </noscript>
      <StackReader canSignUp={isSignUpOpen()} />
      <Reads />
    </>
  );
}

function Reads() {
  return (
    <section aria-labelledby="reads" className="mt-14 grid gap-3">
      <h2 id="reads" className="font-semibold text-xl">
        What is read, and what stays in your browser
      </h2>
      <ul className="measure grid list-disc gap-1.5 pl-5 text-ink-soft">
        <li>
          JSON, with or without comments, from Claude Desktop, Claude Code, Cursor, VS Code, Windsurf, Zed, Cline, Roo
          and Continue, up to 256 KB. TOML and YAML, which Codex and newer releases of Continue use, are not supported.
        </li>
        <li>
          Packages started by npx, uvx and similar commands, container images, installed programs, repositories and
          remote addresses. If a command is unclear, nothing of it is sent.
        </li>
        <li>
          Only the host of a remote address leaves your browser. Hosts in private networks and names that look like keys
          do not. You can exclude any of them.
        </li>
        <li>Nothing that you paste is stored, in your browser or on our side. Reloading the page clears it.</li>
      </ul>
    </section>
  );
}
