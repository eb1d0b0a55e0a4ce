import { ArrowRight } from 'lucide-react';
import { PolicyBlock } from '@/components/catalogue/policy-block';
import { AccountLink } from '@/components/site/account-link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import type { StackServer } from '@/lib/core/stack-reader/schema';

/** A server that the catalogue knows, with the policy recommended for it. */
export function KnownServer({ name, server, canSignUp }: { name: string; server: StackServer; canSignUp: boolean }) {
  const { slug, tools, policy } = server;
  return (
    <article className="grid gap-4 rounded-card border bg-surface p-5 [&>*]:min-w-0">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <h4 className="break-all font-semibold text-lg">{name}</h4>
          <p className="text-ink-soft text-sm">
            <Link href={`/tools/${slug}`} className="link break-words">
              {server.name}
            </Link>
            {tools.length > 0 && `, ${tools.length} ${tools.length === 1 ? 'tool' : 'tools'}`}
          </p>
        </div>
        <Button asChild kind="secondary">
          <AccountLink
            words={tools.length > 0 ? 'Start with this policy' : 'Start with this server'}
            signInWords={tools.length > 0 ? 'Sign in to use this policy' : 'Sign in to register this server'}
            canSignUp={canSignUp}
            query={`?server=${slug}`}
          >
            <ArrowRight aria-hidden />
          </AccountLink>
        </Button>
      </div>
      {tools.length === 0 ? (
        <p className="measure text-ink-soft text-sm">
          The catalogue knows this server, but its tools have not been read yet. Assume that it can do whatever its
          credentials allow.
        </p>
      ) : (
        <>
          <Treatments tools={tools} />
          <details>
            <summary className="cursor-pointer font-medium text-sm">
              The recommended policy. Tools that it does not name stay closed
            </summary>
            <div className="mt-3 max-h-[28rem] overflow-y-auto">
              <PolicyBlock policy={policy} />
            </div>
          </details>
        </>
      )}
    </article>
  );
}

/** How many tools the policy treats in which way, the most frequent first. */
function Treatments({ tools }: { tools: StackServer['tools'] }) {
  const amounts = new Map<string, number>();
  for (const { treatment } of tools) amounts.set(treatment, (amounts.get(treatment) ?? 0) + 1);
  return (
    <ul aria-label="What the recommended policy does" className="flex flex-wrap gap-1.5">
      {[...amounts]
        .toSorted(([, a], [, b]) => b - a)
        .map(([treatment, amount]) => (
          <li key={treatment}>
            <Badge>
              {treatment}: <span className="text-ink tabular-nums">{amount}</span>
            </Badge>
          </li>
        ))}
    </ul>
  );
}

/** A server of which nothing is known; it is not made to look harmless. */
export function UnknownServer({ name, why, canSignUp }: { name: string; why: string; canSignUp: boolean }) {
  return (
    <article className="grid gap-3 rounded-card border border-hold/40 bg-surface p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h4 className="break-all font-semibold text-lg">{name}</h4>
        <Badge tone="hold">Risk not known</Badge>
      </div>
      <p className="measure text-ink-soft text-sm">
        {why} Assume that it can do whatever its credentials allow. When you register it, its tools are read from the
        running server and classified, and stay closed until you open them.
      </p>
      <Button asChild kind="secondary" className="justify-self-start">
        <AccountLink words="Register it" signInWords="Sign in to register it" canSignUp={canSignUp} />
      </Button>
    </article>
  );
}
