import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { HeaderAccount } from './header-account';
import { Logo } from './logo';

const links = [
  { href: '/tools', label: 'Catalogue' },
  { href: '/stack', label: 'Your stack' },
  { href: '/attacks', label: 'Attacks' },
  { href: '/risk', label: 'Risk' },
  { href: '/docs', label: 'Docs' },
];

export function SiteHeader({ canSignUp }: { canSignUp: boolean }) {
  return (
    <header className="sticky top-0 z-40 border-b bg-page/85 backdrop-blur">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 px-4 sm:px-6 md:h-16 md:flex-nowrap">
        <Link href="/" className="flex h-14 items-center rounded-control md:h-auto">
          <Logo />
        </Link>
        <nav
          aria-label="Main"
          className="order-last -mx-2 flex w-[calc(100%+1rem)] flex-wrap items-center pb-2 md:order-none md:mx-0 md:w-auto md:flex-nowrap md:gap-1 md:pb-0"
        >
          {links.map(({ href, label }) => (
            <Button key={href} asChild kind="quiet" size="small" className="max-md:px-2!">
              <Link href={href}>{label}</Link>
            </Button>
          ))}
        </nav>
        <div className="ml-auto flex min-w-42 items-center justify-end gap-2">
          <HeaderAccount canSignUp={canSignUp} />
        </div>
      </div>
    </header>
  );
}
