import { Link } from '@/components/ui/link';
import type { Severity } from '@/lib/core/risk/weigh/severity';

/** Where to read on from a page of the catalogue; with what the tool's own severity means, or all of them. */
export function GoDeeper({ severity }: { severity?: Severity }) {
  const links = [
    { href: '/docs/policy', text: 'How policies are written' },
    { href: '/playground', text: 'Try a policy in the playground' },
    severity
      ? { href: `/risk/${severity.toLowerCase()}`, text: `What ${severity} risk means` }
      : { href: '/risk', text: 'What the risk levels mean' },
    { href: '/docs/risk-method', text: 'How risk is assessed, and how accurate that is' },
    { href: '/attacks', text: 'All attack patterns' },
  ];
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      <span className="text-ink-faint">Go deeper:</span>
      {links.map(({ href, text }) => (
        <Link key={href} href={href} className="link">
          {text}
        </Link>
      ))}
    </p>
  );
}
