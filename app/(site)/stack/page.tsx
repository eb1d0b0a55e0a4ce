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
        lead="Paste the MCP configuration of your client: every tool behind it, the dangerous ones first, and a policy for each server. It is read in your browser, and your keys stay there."
      />
      <noscript>
        <style>{'.needs-script { display: none }'}</style>
        <p className="measure rounded-card border bg-surface p-5 text-ink-soft">
          This page reads your configuration in the browser, which needs JavaScript. Without it the configuration would
          have to be sent to us with all its keys, so there is nothing to submit here.{' '}
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
        What is read, and what stays
      </h2>
      <ul className="measure grid list-disc gap-1.5 pl-5 text-ink-soft">
        <li>
          JSON, with or without comments, of Claude Desktop, Claude Code, Cursor, VS Code, Windsurf, Zed, Cline, Roo and
          Continue, up to 256 KB. Not TOML and YAML, as Codex and newer releases of Continue write them.
        </li>
        <li>
          Packages started by npx, uvx and their kin, container images, installed programs, repositories and remote
          addresses. Where a command is not understood for certain, nothing of it is sent.
        </li>
        <li>
          Of a remote address the host alone leaves your browser; hosts in private networks and names that look like
          keys do not. You can keep back every single one.
        </li>
        <li>Nothing that you paste is stored, here or there; reloading the page forgets it.</li>
      </ul>
    </section>
  );
}
