import { AccountLink } from '@/components/site/account-link';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import type { SearchInput } from '@/lib/core/catalogue-model/schema';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';
import { searchHref } from './search-filters';

/** What kept the search empty, the narrowest reason first, and the way out of it. */
export function NothingFound({ input }: { input: SearchInput }) {
  return <EmptyState title="Nothing found">{reasonOf(input)}</EmptyState>;
}

function reasonOf(input: SearchInput) {
  const { q, category, severity, page } = input;
  if (page > 1)
    return <WayOut text="There are no results on this page." href={{ ...input, page: 1 }} to="See the first page" />;
  if (category || severity) {
    const filters = [category, severity && `${severity} risk`].filter(Boolean).join(', ');
    const href = { ...input, category: undefined, severity: undefined };
    const text = `No tool matches ${q ? `“${q}” and ` : ''}${filters}.`;
    return <WayOut text={text} href={href} to={q ? `Search for “${q}” alone` : 'See all servers'} />;
  }
  const same = (word: string) => word.toLowerCase() === q.toLowerCase();
  const meant = { category: categories.find(same), severity: severities.find(same) };
  if (meant.category || meant.severity) {
    const label = meant.category ? `See the ${meant.category} tools` : `See the tools of ${meant.severity} risk`;
    return <WayOut text={`Nothing is named “${q}”.`} href={{ q: '', page: 1, ...meant }} to={label} />;
  }
  return (
    <>
      No tool or server in the catalogue has this name. You can register a missing server by its URL:{' '}
      <AccountLink words="Create a free account" canSignUp={isSignUpOpen()} className="link" />.
    </>
  );
}

function WayOut({ text, href, to }: { text: string; href: SearchInput; to: string }) {
  return (
    <>
      {text}{' '}
      <Link href={searchHref(href)} className="link">
        {to}
      </Link>
    </>
  );
}
