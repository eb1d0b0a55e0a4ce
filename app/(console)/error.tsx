'use client';

import { Button } from '@/components/ui/button';

export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="grid justify-items-start gap-4 py-10">
      <h1 className="font-semibold text-2xl">This page could not be shown.</h1>
      <p className="measure text-ink-soft">
        Nothing you saved was lost, and the gateway goes on enforcing what is published. Try again. If the error
        persists, send us the number below.
      </p>
      {error.digest && <p className="font-mono text-ink-faint text-sm">{error.digest}</p>}
      <Button onClick={reset}>Try again</Button>
    </div>
  );
}
