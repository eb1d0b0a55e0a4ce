import { ArrowRight } from 'lucide-react';
import { CodeName } from '@/components/catalogue/code-name';
import { ControlSteps } from '@/components/catalogue/control-steps';
import { PolicyBlock } from '@/components/catalogue/policy-block';
import { Prose } from '@/components/catalogue/prose';
import { Section } from '@/components/catalogue/section';
import { TryIt } from '@/components/catalogue/try-it';
import { AccountLink, FreeToStart } from '@/components/site/account-link';
import { Button } from '@/components/ui/button';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import type { ToolDescription } from '@/lib/core/catalogue-text/describe-tool';
import { site } from '@/lib/core/site';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';

type Props = { tool: CatalogueTool; description: ToolDescription; query: string };

/** The recommended policy, a trial of it, and the way to have it enforced. */
export function ToolControl({ tool, description, query }: Props) {
  const canSignUp = isSignUpOpen();
  const { name, server } = tool;
  const { policy, effect, action, sample } = description;
  return (
    <Section
      id="control"
      title={
        <>
          How to control <CodeName name={name} />
        </>
      }
    >
      <p className="measure text-ink-soft">
        {site.name} is a gateway between your agents and {server.name}. The policy that you publish decides every call,
        and a refused call never reaches the server. For <Prose text={name} names={[name]} /> we recommend:
      </p>
      <div className="grid gap-4 lg:grid-cols-[1.2fr_1fr] [&>*]:min-w-0">
        <PolicyBlock policy={policy} page={`/tools/${server.slug}/${tool.slug}`} />
        <TryIt policy={policy} tool={name} sample={sample} />
      </div>
      <p className="measure text-ink-soft">
        <strong className="font-semibold text-ink">Effect:</strong> <Prose text={effect} names={[name]} />
      </p>
      <ControlSteps server={server.name} query={query} canSignUp={canSignUp} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button asChild size="large">
          <AccountLink words={action} signInWords="Sign in to use this rule" canSignUp={canSignUp} query={query}>
            <ArrowRight aria-hidden />
          </AccountLink>
        </Button>
        <FreeToStart canSignUp={canSignUp} />
      </div>
    </Section>
  );
}
