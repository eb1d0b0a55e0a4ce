import { sendMessage } from '@/app/(site)/contact/actions';
import { CodeName } from '@/components/catalogue/code-name';
import { ContactForm } from '@/components/catalogue/contact-form';
import { GoDeeper } from '@/components/catalogue/go-deeper';
import { Questions } from '@/components/catalogue/questions';
import { Section } from '@/components/catalogue/section';
import { ToolList } from '@/components/catalogue/tool-list';
import { AccountLink } from '@/components/site/account-link';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import type { ToolDescription } from '@/lib/core/catalogue-text/describe-tool';
import { count } from '@/lib/core/catalogue-text/wording';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';
import type { CatalogueSize } from '@/lib/domain/catalogue/count';
import { relatedTools } from '@/lib/domain/catalogue/related';

type Props = { tool: CatalogueTool; description: ToolDescription; size: CatalogueSize; path: string };

/** Related tools, questions, and how to reach us. */
export function ToolFurther({ tool, description, size, path }: Props) {
  const { name, server, siblings } = tool;
  return (
    <>
      <Related tool={tool} description={description} />
      <Section
        id="questions"
        title={
          <>
            Questions about <CodeName name={name} />
          </>
        }
      >
        <Questions questions={description.questions} names={[name, '[POLICY DENIED]']} />
      </Section>
      <section aria-labelledby="closing" className="grid gap-3 rounded-card border bg-sunken p-6 sm:p-8">
        <h2 id="closing" className="font-semibold text-xl wrap-anywhere sm:text-2xl">
          Enforce policy on every {server.name} tool call
        </h2>
        <p className="measure text-ink-soft wrap-anywhere">
          {server.name} has{' '}
          <Link href={`/tools/${server.slug}#policy`} className="link">
            one policy for all of its tools
          </Link>
          . Most agents use more than one server:{' '}
          <Link href="/stack" className="link">
            paste your client’s configuration
          </Link>{' '}
          to see every tool that yours can call. It is read in your browser, and your keys stay there.
        </p>
        <Button
          asChild
          kind="secondary"
          className="h-auto! min-h-10 shrink! justify-self-start whitespace-normal! py-2 wrap-anywhere"
        >
          <AccountLink
            words={`Start with ${server.name}`}
            signInWords={`Sign in to start with ${server.name}`}
            canSignUp={isSignUpOpen()}
            query={`?server=${server.slug}`}
          />
        </Button>
        <p className="text-ink-soft text-sm wrap-anywhere">
          {(siblings.length + 1).toLocaleString('en')} {server.name} {siblings.length === 0 ? 'tool' : 'tools'}{' '}
          catalogued and risk-classified, across an index of {count(size.servers, 'MCP server')}.
        </p>
      </section>
      <Section id="contact" title="Ask us">
        <ContactForm page={path} send={sendMessage} />
      </Section>
    </>
  );
}

function Related({ tool, description }: Pick<Props, 'tool' | 'description'>) {
  const { server, elsewhere, category } = tool;
  const here = relatedTools(tool).map((sibling) => ({ ...sibling, server }));
  return (
    <Section id="related" title="Related tools and policies">
      <div className="grid gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        {here.length > 0 && (
          <div className="grid content-start gap-2">
            <h3 className="font-semibold">On {server.name}</h3>
            <ToolList tools={here} />
          </div>
        )}
        {elsewhere.length > 0 && (
          <div className="grid content-start gap-2">
            <h3 className="font-semibold">{category} tools of other servers</h3>
            <ToolList tools={elsewhere} showServer />
          </div>
        )}
      </div>
      <GoDeeper severity={description.risk.severity} />
    </Section>
  );
}
