import { nextPath } from '@/lib/edges/auth/next-path';

export type Query = {
  next?: string | string[];
  ended?: string | string[];
  server?: string | string[];
  tool?: string | string[];
};

/** Where to go on; a reader who comes from a page of the catalogue goes on with that server and that tool's rule. */
export function destination({ next, server, tool }: Query): string {
  if (typeof server !== 'string') return nextPath(next);
  return `/servers/new?${new URLSearchParams({ from: server, ...(typeof tool === 'string' && { tool }) })}`;
}
