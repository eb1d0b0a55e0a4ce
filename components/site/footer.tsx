import { Link } from '@/components/ui/link';
import { site } from '@/lib/core/site';
import { AccountLink } from './account-link';

const columns = [
  {
    title: 'Catalogue',
    links: [
      { href: '/tools', label: 'Search servers and tools' },
      { href: '/risk', label: 'Risk levels' },
      { href: '/attacks', label: 'Attack patterns' },
      { href: '/changes', label: 'Tool changes' },
    ],
  },
  {
    title: 'Product',
    links: [
      { href: '/docs', label: 'Documentation' },
      { href: '/playground', label: 'Policy playground' },
    ],
  },
  { title: 'Contact', links: [{ href: '/contact', label: 'Contact us' }] },
];

export function SiteFooter({ canSignUp }: { canSignUp: boolean }) {
  return (
    <footer className="mt-auto border-t bg-sunken/60">
      <div className="mx-auto grid max-w-6xl gap-8 px-4 py-12 sm:grid-cols-2 sm:px-6 lg:grid-cols-[1.4fr_repeat(3,1fr)]">
        <p className="max-w-xs text-ink-soft text-sm">{site.description}</p>
        {columns.map(({ title, links }) => (
          <nav key={title} aria-label={title} className="grid content-start gap-2 text-sm">
            <h2 className="font-medium">{title}</h2>
            {links.map(({ href, label }) => (
              <Link key={href} href={href} className="w-fit text-ink-soft hover:text-ink hover:underline">
                {label}
              </Link>
            ))}
            {title === 'Product' && (
              <AccountLink
                words="Create a free account"
                canSignUp={canSignUp}
                className="w-fit text-ink-soft hover:text-ink hover:underline"
              />
            )}
          </nav>
        ))}
      </div>
    </footer>
  );
}
