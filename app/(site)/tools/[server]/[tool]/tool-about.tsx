import { ArrowDown } from 'lucide-react';
import { AttackLinks } from '@/components/catalogue/attack-links';
import { CategoryLink, SeverityLink } from '@/components/catalogue/category-badge';
import { CodeName } from '@/components/catalogue/code-name';
import { ParameterTable } from '@/components/catalogue/parameter-table';
import { Prose } from '@/components/catalogue/prose';
import { RiskAccount } from '@/components/catalogue/risk-account';
import { Section } from '@/components/catalogue/section';
import { Link } from '@/components/ui/link';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import type { ToolDescription } from '@/lib/core/catalogue-text/describe-tool';
import { howKnown } from '@/lib/core/catalogue-text/how-known';
import { openingOf } from '@/lib/core/catalogue-text/opening';
import { showHidden } from '@/lib/core/text/show-hidden';

type Props = { tool: CatalogueTool; description: ToolDescription };

/** What the tool is, what it does and why it needs a policy. */
export function ToolAbout({ tool, description }: Props) {
  const { name } = tool;
  const { risk, attacks } = description;
  return (
    <>
      <Heading tool={tool} description={description} />
      <Section
        id="what"
        title={
          <>
            What <CodeName name={name} /> does on {tool.server.name}
          </>
        }
      >
        <p className="measure text-ink-soft">
          <Prose text={description.purpose} names={[name]} />
        </p>
        <ParameterTable inputSchema={tool.inputSchema} />
        <WholeDescription description={tool.description} />
        <Knowledge tool={tool} />
      </Section>
      <Section
        id="why"
        title={
          <>
            Why <CodeName name={name} /> needs a policy
          </>
        }
      >
        <p className="measure text-ink-soft">
          <Prose text={description.stakes} names={[name]} />
        </p>
        <RiskAccount risk={risk} evidence={description.evidence} name={name} />
      </Section>
      <Section id="attacks" title="Attacks on this kind of access">
        <p className="measure text-ink-soft">
          Documented attack patterns abuse exactly the kind of access <Prose text={name} names={[name]} /> gives an
          agent:
        </p>
        <AttackLinks attacks={attacks} />
      </Section>
    </>
  );
}

function Heading({ tool, description }: Props) {
  const { name, server } = tool;
  const { risk } = description;
  return (
    <header className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        <SeverityLink severity={risk.severity} />
        <CategoryLink category={risk.category} />
      </div>
      <h1 className="wrap-anywhere font-mono font-semibold text-3xl tracking-tight sm:text-4xl">{name}</h1>
      <p className="measure text-ink-soft text-lg">
        {tool.description ? (
          <>
            <q className="wrap-anywhere">{showHidden(openingOf(tool.description).text)}</q>{' '}
            <span className="text-ink-faint text-sm">({server.name}’s own words)</span>
          </>
        ) : (
          <>
            A tool of{' '}
            <Link href={`/tools/${server.slug}`} className="link">
              {server.name}
            </Link>
            {server.publisher ? `, published by ${server.publisher}` : ''}.
          </>
        )}
      </p>
      <a href="#control" className="link flex w-fit items-center gap-1.5 font-medium">
        How to control <span className="break-all font-mono text-[0.95em]">{name}</span>
        <ArrowDown aria-hidden className="size-4 shrink-0" />
      </a>
    </header>
  );
}

/** What the publisher says beyond the opening: for whoever asks for it, since it can be pages long. */
function WholeDescription({ description }: { description: string | null }) {
  if (!description || !openingOf(description).rest) return null;
  return (
    <details>
      <summary className="link w-fit cursor-pointer text-sm">Full description by the publisher</summary>
      <blockquote className="measure mt-2 whitespace-pre-wrap border-l-2 pl-4 text-ink-soft text-sm wrap-anywhere">
        {showHidden(description.trim())}
      </blockquote>
    </details>
  );
}

function Knowledge({ tool }: { tool: CatalogueTool }) {
  const { server } = tool;
  const { from, besides } = howKnown(tool);
  return (
    <p className="text-ink-faint text-sm">
      {from}{' '}
      <a href={server.source} className="link wrap-anywhere" rel="nofollow">
        {server.source.replace('https://', '')}
      </a>
      , as of {server.readAt.toISOString().slice(0, 10)}. {besides}
    </p>
  );
}
