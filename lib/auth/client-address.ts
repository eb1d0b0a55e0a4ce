import { headers } from 'next/headers';

/** The address that reached the proxy nearest to us: earlier entries are the client's own words. */
export async function clientAddress(): Promise<string> {
  const forwarded = (await headers()).get('x-forwarded-for');
  return forwarded?.split(',').at(-1)?.trim() || 'unknown';
}
