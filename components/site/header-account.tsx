'use client';

import { LayoutDashboard } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';

/**
 * What the header offers: to sign in, or the console to whoever is signed in already. The page is the same for everybody
 * and can be cached, so the browser asks; until it knows, and without scripts, the reader is offered to sign in.
 */
export function HeaderAccount() {
  const [isSignedIn, setIsSignedIn] = useState(false);
  useEffect(() => {
    const asking = new AbortController();
    fetchSignedIn(asking.signal).then(setIsSignedIn, () => undefined);
    return () => asking.abort();
  }, []);
  if (isSignedIn) {
    return (
      <Button asChild size="small">
        <Link href="/servers">
          <LayoutDashboard aria-hidden />
          Open console
        </Link>
      </Button>
    );
  }
  return (
    <>
      <Button asChild kind="quiet" size="small">
        <Link href="/sign-in">Sign in</Link>
      </Button>
      <Button asChild size="small">
        <Link href="/sign-up">Start free</Link>
      </Button>
    </>
  );
}

async function fetchSignedIn(signal: AbortSignal): Promise<boolean> {
  const response = await fetch('/api/viewer', { signal });
  const answer: unknown = response.ok ? await response.json() : null;
  return typeof answer === 'object' && answer !== null && 'signedIn' in answer && answer.signedIn === true;
}
