import { Button } from '@/components/ui/button';
import { DoorLink } from '@/components/ui/door-link';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import type { ToolDescription } from '@/lib/core/catalogue-text/describe-tool';

type ToolGlanceProps = { tool: CatalogueTool; description: ToolDescription; signUpHref: string };

/** What the page comes to, for who will not read it; beside the text where there is room. */
export function ToolGlance({ tool, description, signUpHref }: ToolGlanceProps) {
  const { risk, effect } = description;
  const facts = [
    { term: 'Risk', value: risk.severity },
    { term: 'Category', value: risk.category },
    { term: 'Confidence', value: `${Math.round(risk.confidence * 100)} %` },
    { term: 'Known from', value: tool.knowledge === 'listed' ? 'its name' : 'a running server' },
  ];
  return (
    <aside aria-label={`${tool.name} at a glance`} className="hidden lg:block">
      <div className="sticky top-24 grid gap-5 rounded-card border bg-surface p-5">
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
          {facts.map(({ term, value }) => (
            <div key={term} className="contents">
              <dt className="text-ink-faint">{term}</dt>
              <dd className="text-right font-medium">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="border-t pt-4 text-ink-soft text-sm">{effect}</p>
        <Button asChild>
          <DoorLink href={signUpHref}>Start with this rule</DoorLink>
        </Button>
      </div>
    </aside>
  );
}
