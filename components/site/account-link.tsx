'use client';

import { type ComponentProps, useEffect, useState } from 'react';
import { DoorLink } from '@/components/ui/door-link';
import { askViewer } from './ask-viewer';

type AccountLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** What it says where whoever comes along can make an account; elsewhere it offers to sign in. */
  words: string;
  /** Whether they can, as far as the server knew when it made the page. */
  canSignUp: boolean;
  /** Where to go on afterwards, as a query with its question mark. */
  query?: string;
};

/** The way to an account, which stays true where sign-up is closed. */
export function AccountLink({ words, canSignUp: known, query = '', children, ...props }: AccountLinkProps) {
  const [canSignUp, setCanSignUp] = useState(known);
  useEffect(() => {
    let isShown = true;
    void askViewer().then((reader) => {
      if (isShown && reader) setCanSignUp(reader.canSignUp);
    });
    return () => {
      isShown = false;
    };
  }, []);
  return (
    <DoorLink {...props} href={`${canSignUp ? '/sign-up' : '/sign-in'}${query}`}>
      {canSignUp ? words : 'Sign in'}
      {children}
    </DoorLink>
  );
}
