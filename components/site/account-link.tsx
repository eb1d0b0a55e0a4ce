'use client';

import { type ComponentProps, useEffect, useState } from 'react';
import { DoorLink } from '@/components/ui/door-link';
import { askAccount } from './ask-account';

type AccountLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** What it says where whoever comes along can make an account. */
  words: string;
  /** What it says elsewhere, where it leads to signing in. */
  signInWords?: string;
  /** Whether they can, as far as the server knew when it made the page. */
  canSignUp: boolean;
  /** Where to go on afterwards, as a query with its question mark. */
  query?: string;
};

/** The way to an account, which stays true where sign-up is closed. */
export function AccountLink(props: AccountLinkProps) {
  const { words, signInWords = 'Sign in', canSignUp: known, query = '', children, ...rest } = props;
  const canSignUp = useCanSignUp(known);
  return (
    <DoorLink {...rest} href={`${canSignUp ? '/sign-up' : '/sign-in'}${query}`}>
      {canSignUp ? words : signInWords}
      {children}
    </DoorLink>
  );
}

/** What an account costs, where whoever comes along can make one; elsewhere nothing. */
export function FreeToStart({ canSignUp: known }: { canSignUp: boolean }) {
  if (!useCanSignUp(known)) return null;
  return <span className="text-ink-soft text-sm">Free to start. No card required.</span>;
}

/** Whether whoever comes along can make an account: what the page knew when it was made until the browser has asked. */
function useCanSignUp(known: boolean): boolean {
  const [canSignUp, setCanSignUp] = useState(known);
  useEffect(() => {
    let isShown = true;
    void askAccount().then((reader) => {
      if (isShown && reader) setCanSignUp(reader.canSignUp);
    });
    return () => {
      isShown = false;
    };
  }, []);
  return canSignUp;
}
