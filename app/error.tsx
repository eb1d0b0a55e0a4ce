'use client';

import { Button } from '@/components/ui/button';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content" className="mx-auto grid max-w-lg flex-1 content-center justify-items-start gap-4 px-6 py-24">
      <h1 className="font-semibold text-3xl">Something failed on our side.</h1>
      <p className="text-ink-soft">
        Nothing you saved was lost. Try again. If the error persists, send us the number below.
      </p>
      {error.digest && <p className="font-mono text-ink-faint text-sm">{error.digest}</p>}
      <Button onClick={reset}>Try again</Button>
    </main>
  );
}
