import { Section } from '@/components/catalogue/section';
import { AccountLink, FreeToStart } from '@/components/site/account-link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { type Attempt, whyUnread } from '@/lib/core/catalogue-text/why-unread';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';

type ServerUnreadProps = { server: { name: string } & Attempt; query: string };

/** A server that is listed and whose tools nobody has read: no risk is told, and no policy is made up for it. */
export function ServerUnread({ server, query }: ServerUnreadProps) {
  const canSignUp = isSignUpOpen();
  return (
    <Section id="policy" title="Its tools are not known yet">
      <Badge tone="hold" className="justify-self-start">
        Risk not known
      </Badge>
      <p className="measure text-ink-soft wrap-anywhere">
        {whyUnread(server)} Until then, assume that {server.name} can do whatever its credentials allow.
      </p>
      <p className="measure text-ink-soft">
        When you register it, its tools are read from the running server and classified. None of them can be called
        until your policy names it.
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button asChild size="large">
          <AccountLink
            words="Register it and read its tools"
            signInWords="Sign in to register it and read its tools"
            canSignUp={canSignUp}
            query={query}
          />
        </Button>
        <FreeToStart canSignUp={canSignUp} />
      </div>
    </Section>
  );
}
