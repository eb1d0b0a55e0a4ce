import { refusedAddress } from '@/lib/address-guard';
import { AppError } from '@/lib/errors';

/** Throws for an address that is not public, before anything is connected to. */
export async function refuseAddress(url: string): Promise<void> {
  const refusal = await refusedAddress(url);
  if (!refusal) return;
  throw new AppError('invalid', `${refusal} Nothing was stored.`, { fieldErrors: { url: [refusal] } });
}
