import { AccountLink } from '@/components/site/account-link';
import { Button } from '@/components/ui/button';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import type { ToolDescription } from '@/lib/core/catalogue-text/describe-tool';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';

type ToolGlanceProps = { tool: CatalogueTool; description: ToolDescription; query: string };

/** What the page comes to, for who will not read it; beside the text where there is room. */
export function ToolGlance({ tool, description, query }: ToolGlanceProps) {
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
          <AccountLink
            words="Start with this rule"
            signInWords="Sign in to use this rule"
            canSignUp={isSignUpOpen()}
            query={query}
          />
        </Button>
      </div>
    </aside>
  );
}
