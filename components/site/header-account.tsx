'use client';

import { LayoutDashboard } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { DoorLink } from '@/components/ui/door-link';
import { askAccount } from './ask-account';

/**
 * What the header offers: to sign in, to sign up where that is open, or the console to whoever is signed in already. The
 * page is the same for everybody and can be cached, so the browser asks; until it knows, and without scripts, the reader
 * is offered what the server knew when it made the page.
 */
export function HeaderAccount({ canSignUp }: { canSignUp: boolean }) {
  const [reader, setReader] = useState({ signedIn: false, canSignUp });
  useEffect(() => {
    let isShown = true;
    void askAccount().then((answer) => {
      if (isShown && answer) setReader(answer);
    });
    return () => {
      isShown = false;
    };
  }, []);
  if (reader.signedIn) {
    return (
      <Button asChild size="small">
        <DoorLink href="/servers">
          <LayoutDashboard aria-hidden />
          Open console
        </DoorLink>
      </Button>
    );
  }
  return (
    <>
      <Button asChild kind={reader.canSignUp ? 'quiet' : 'primary'} size="small">
        <DoorLink href="/sign-in">Sign in</DoorLink>
      </Button>
      {reader.canSignUp && (
        <Button asChild size="small">
          <DoorLink href="/sign-up">Start free</DoorLink>
        </Button>
      )}
    </>
  );
}
