import { Search } from 'lucide-react';
import { useId } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import type { Identity } from '@/lib/core/stack-reader/identity';
import { bodyOf, questionOf } from '@/lib/core/stack-reader/question';
import type { ConfiguredServer } from '@/lib/core/stack-reader/read-config';

const kindWords: Readonly<Record<Identity['kind'], string>> = {
  npm: 'npm package',
  pypi: 'PyPI package',
  oci: 'container image',
  host: 'host',
  repository: 'repository',
  program: 'program',
};

type LeavingProps = {
  servers: readonly ConfiguredServer[];
  /** Places of the servers that the reader does not want to ask for. */
  kept: ReadonlySet<number>;
  onKeep: (at: number, isKept: boolean) => void;
  /** As they will be asked for. */
  asked: readonly ConfiguredServer[];
  isAsking: boolean;
  onAsk: () => void;
};

/** What will leave the browser, shown before it does, server by server and letter by letter. */
export function Leaving({ servers, kept, onKeep, asked, isAsking, onAsk }: LeavingProps) {
  const id = useId();
  const question = questionOf(asked);
  const amount = question.servers.length;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="flex min-h-8 items-center font-semibold text-lg">
        2. What leaves your browser
      </h2>
      {servers.length === 0 ? (
        <p className="rounded-card border border-dashed p-6 text-ink-soft text-sm">
          For each server, only the name of its package, image, repository or host. Keys, variables, headers, arguments,
          paths and your own names for the servers stay in your browser. Review here what will be sent.
        </p>
      ) : (
        <>
          <ul className="divide-y overflow-hidden rounded-card border bg-surface text-sm">
            {servers.map((server, at) => (
              <LeavingServer
                // biome-ignore lint/suspicious/noArrayIndexKey: names may come twice, and the list is made anew with the text.
                key={at}
                server={server}
                isKept={kept.has(at)}
                onKeep={(isKept) => onKeep(at, isKept)}
              />
            ))}
          </ul>
          <details className="text-sm">
            <summary className="cursor-pointer text-ink-soft">The exact request</summary>
            <div className="mt-2">
              <CodeBlock title="POST /api/stack" text={bodyOf(question)} language="json" isWrapped />
            </div>
            <p className="mt-2 text-ink-soft">
              A second request then asks for the tools of the servers found, by their names in the catalogue.
            </p>
          </details>
          <Button size="large" onClick={onAsk} disabled={amount === 0 || isAsking} className="justify-self-start">
            <Search aria-hidden />
            {isAsking ? 'Looking up …' : `Look up ${amount} ${amount === 1 ? 'name' : 'names'}`}
          </Button>
        </>
      )}
    </section>
  );
}

type LeavingServerProps = { server: ConfiguredServer; isKept: boolean; onKeep: (isKept: boolean) => void };

function LeavingServer({ server: { name, identity, why }, isKept, onKeep }: LeavingServerProps) {
  if (!identity) {
    return (
      <li className="grid gap-0.5 px-4 py-2.5">
        <span className="flex flex-wrap items-center justify-between gap-2">
          <span className="break-all font-medium">{name}</span>
          <Badge>Nothing is sent</Badge>
        </span>
        <span className="text-ink-soft">{why}</span>
      </li>
    );
  }
  return (
    <li>
      <label className="flex cursor-pointer items-start gap-3 px-4 py-2.5 hover:bg-sunken">
        <input
          type="checkbox"
          checked={!isKept}
          onChange={(event) => onKeep(!event.target.checked)}
          className="mt-1 size-4 shrink-0 accent-accent"
        />
        <span className="grid min-w-0 gap-0.5">
          <span className="break-all font-medium">{name}</span>
          <span className={isKept ? 'text-ink-faint line-through' : 'text-ink-soft'}>
            <code className="break-all font-mono text-[0.8125rem] text-ink">{identity.name}</code> (
            {kindWords[identity.kind]})
          </span>
        </span>
      </label>
    </li>
  );
}
