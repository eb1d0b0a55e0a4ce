import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';

/** What an address that leads nowhere shows, and two ways on. */
export function MissingPage() {
  return (
    <div className="mx-auto grid max-w-lg justify-items-start gap-4 py-10">
      <p className="font-mono text-ink-faint text-sm">404</p>
      <h1 className="font-semibold text-3xl">This page does not exist.</h1>
      <p className="text-ink-soft">The address may be mistyped, or the page was removed.</p>
      <div className="flex flex-wrap gap-3">
        <Button asChild>
          <Link href="/tools">Search the catalogue</Link>
        </Button>
        <Button asChild kind="secondary">
          <Link href="/">Start page</Link>
        </Button>
      </div>
    </div>
  );
}
