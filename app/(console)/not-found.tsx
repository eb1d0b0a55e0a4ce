import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not found' };

export default function ConsoleNotFound() {
  return (
    <div className="grid justify-items-start gap-4 py-10">
      <h1 className="font-semibold text-2xl">This does not exist here.</h1>
      <p className="measure text-ink-soft">It may have been removed, or it belongs to another organisation.</p>
      <Button asChild>
        <Link href="/servers">All servers</Link>
      </Button>
    </div>
  );
}
