import { headers } from 'next/headers';
import { env } from '@/lib/base/env';
import { addressIn } from './forwarded';

/** The key for counting attempts. */
export async function clientAddress(): Promise<string> {
  return addressIn((await headers()).get('x-forwarded-for'), env().TRUSTED_PROXIES);
}
