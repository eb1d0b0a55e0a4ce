import { ControlSteps } from '@/components/catalogue/control-steps';
import { PolicyBlock } from '@/components/catalogue/policy-block';
import { Section } from '@/components/catalogue/section';
import { AccountLink, FreeToStart } from '@/components/site/account-link';
import { Button } from '@/components/ui/button';
import type { Policy } from '@/lib/core/policy/document/schema';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';

type ServerPolicyProps = {
  server: { slug: string; name: string };
  policy: Policy;
  summary: string;
  query: string;
};

/** The policy recommended for the whole server, and the way to have it enforced. */
export function ServerPolicy({ server, policy, summary, query }: ServerPolicyProps) {
  const canSignUp = isSignUpOpen();
  return (
    <Section id="policy" title={<>A policy for all of {server.name}</>}>
      <p className="measure text-ink-soft">
        {summary} Tools that it does not name stay closed, including tools that the server adds later. Adapt it to your
        work before you publish it.
      </p>
      <div className="max-h-[36rem] overflow-y-auto rounded-card">
        <PolicyBlock policy={policy} page={`/tools/${server.slug}`} />
      </div>
      <ControlSteps server={server.name} query={query} canSignUp={canSignUp} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button asChild size="large">
          <AccountLink
            words="Use this policy"
            signInWords="Sign in to use this policy"
            canSignUp={canSignUp}
            query={query}
          />
        </Button>
        <FreeToStart canSignUp={canSignUp} />
      </div>
    </Section>
  );
}
