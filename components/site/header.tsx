import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Logo } from './logo';

const links = [
  { href: '/tools', label: 'Catalogue' },
  { href: '/attacks', label: 'Attacks' },
  { href: '/risk', label: 'Risk levels' },
  { href: '/docs', label: 'Docs' },
];

export function SiteHeader() {
  return (
    <header className="sticky top-0 z-40 border-b bg-page/85 backdrop-blur">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-6 px-4 sm:px-6">
        <Link href="/" className="rounded-control">
          <Logo />
        </Link>
        <nav aria-label="Main" className="hidden items-center gap-1 md:flex">
          {links.map(({ href, label }) => (
            <Button key={href} asChild kind="quiet" size="small">
              <Link href={href}>{label}</Link>
            </Button>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <Button asChild kind="quiet" size="small">
            <Link href="/sign-in">Sign in</Link>
          </Button>
          <Button asChild size="small">
            <Link href="/sign-up">Start free</Link>
          </Button>
        </div>
      </div>
    </header>
  );
}
