import { useEffect, useId, useRef } from 'react';
import { SeverityBadge } from '@/components/ui/badge';
import { severities } from '@/lib/core/risk/weigh/severity';
import type { StackServer } from '@/lib/core/stack-reader/schema';
import type { LookedUp } from './look-up';
import { SevereTools } from './severe-tools';
import { KnownServer, UnknownServer } from './stack-server';

/** What agents can call with this configuration: the dangerous first, then server by server with its policy. */
export function StackResult({ servers, canSignUp }: { servers: readonly LookedUp[]; canSignUp: boolean }) {
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const known = [...new Map(servers.flatMap(({ found }) => (found ? [[found.slug, found]] : []))).values()];
  const unknown = servers.filter(({ found }) => !found);
  const unread = known.filter(({ tools }) => tools.length === 0).length;
  return (
    <section aria-labelledby={id} className="grid gap-8">
      <div className="grid gap-4">
        <h2 id={id} ref={title} tabIndex={-1} className="scroll-mt-20 font-semibold text-2xl outline-none">
          What your agents can call
        </h2>
        <p className="measure text-ink-soft">{summaryOf(known, unknown.length, unread)}</p>
        <Severities known={known} />
      </div>
      <SevereTools servers={known} />
      <div className="grid gap-4">
        <h3 className="font-semibold text-xl">Server by server</h3>
        {servers.map(({ name, found, why }, at) =>
          found ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: names may come twice, and an answer is never reordered.
            <KnownServer key={at} name={name} server={found} canSignUp={canSignUp} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <UnknownServer key={at} name={name} why={why} canSignUp={canSignUp} />
          ),
        )}
      </div>
    </section>
  );
}

function summaryOf(known: readonly StackServer[], unknown: number, unread: number): string {
  const tools = known.reduce((sum, server) => sum + server.tools.length, 0);
  const counted = `${number(tools, 'tool')} on ${number(known.length - unread, 'server')} that the catalogue knows.`;
  const open = unknown + unread;
  if (open === 0) return counted;
  const rest = `Of ${number(open, 'server')} the tools are not known: count ${open === 1 ? 'it' : 'them'} as able to do whatever ${open === 1 ? 'its' : 'their'} credentials allow.`;
  return tools === 0 ? rest : `${counted} ${rest}`;
}

function number(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
}

function Severities({ known }: { known: readonly StackServer[] }) {
  const tools = known.flatMap((server) => server.tools);
  if (tools.length === 0) return null;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {severities.toReversed().map((severity) => (
        <div key={severity} className="grid justify-items-start gap-1 rounded-card border bg-surface p-4">
          <dt>
            <SeverityBadge severity={severity} />
          </dt>
          <dd className="font-semibold text-2xl tabular-nums">
            {tools.filter((tool) => tool.severity === severity).length}
          </dd>
        </div>
      ))}
    </dl>
  );
}
