import type { ComponentProps } from 'react';

/**
 * A link from the public pages to sign in, to sign up or to the console. It loads a document of its own: what runs in the
 * console is bound by the Content-Security-Policy of the document, and that of public pages is wider.
 */
export function DoorLink(props: ComponentProps<'a'>) {
  return <a {...props} />;
}
