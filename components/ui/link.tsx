import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link of the public pages. It fetches nothing ahead: a list of tools would have the server render a page for every line
 * that is scrolled past.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
