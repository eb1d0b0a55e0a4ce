import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import { connection } from 'next/server';
import { JsonLd } from '@/components/catalogue/json-ld';
import { SearchForm } from '@/components/catalogue/search-form';
import { AccountLink } from '@/components/site/account-link';
import { Journey } from '@/components/site/journey';
import { LiveDecisions } from '@/components/site/live-decisions';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { site } from '@/lib/core/site';
import { canSignUp } from '@/lib/domain/accounts/sign-up-door';
import { countCatalogue } from '@/lib/domain/catalogue/count';
import { liveMetadata } from './page-metadata';

/** True of the product: it is free, and its source is open. */
const product = {
  '@type': 'SoftwareApplication',
  name: site.name,
  description: site.description,
  applicationCategory: 'SecurityApplication',
  license: 'https://www.apache.org/licenses/LICENSE-2.0',
  offers: { '@type': 'Offer', price: '0', priceCurrency: 'USD' },
};

export async function generateMetadata(): Promise<Metadata> {
  const title = `${site.name}: ${site.tagline}`;
  const metadata = await liveMetadata({ path: '/', title, description: site.description, formats: ['md'] });
  return { ...metadata, title: { absolute: title } };
}

export default async function LandingPage() {
  await connection();
  const { servers, tools } = await countCatalogue();
  return (
    <div className="grid gap-20">
      <JsonLd data={product} />
      <section className="grid items-center gap-10 lg:grid-cols-[1.05fr_1fr] lg:gap-14">
        <div className="grid gap-6">
          <h1 className="font-semibold text-4xl sm:text-5xl">
            Your agents call tools. Decide which calls get through.
          </h1>
          <p className="measure text-ink-soft text-lg">
            PolicyLayer is an MCP gateway. It stands between AI agents and MCP servers and checks every tool call
            against your policy: allow, deny, hide, limit, or hold for a person.
          </p>
          <div className="flex flex-wrap gap-3">
            <Button asChild size="large">
              <AccountLink words="Start free" canSignUp={await canSignUp()}>
                <ArrowRight aria-hidden />
              </AccountLink>
            </Button>
            <Button asChild size="large" kind="secondary">
              <Link href="/docs/quickstart">See how it works</Link>
            </Button>
          </div>
          <div className="grid gap-2">
            <SearchForm placeholder="Search a server or tool, such as kestra" />
            <p className="text-ink-faint text-sm">
              {tools.toLocaleString('en')} tools of {servers.toLocaleString('en')} MCP{' '}
              {servers === 1 ? 'server' : 'servers'} catalogued and risk-classified.
            </p>
          </div>
        </div>
        <LiveDecisions />
      </section>
      <Journey />
    </div>
  );
}
