import { AppError } from '@/lib/base/errors';
import { refusedAddress } from '@/lib/base/network/address-guard';
import type { Actor } from '@/lib/domain/actors/actor';
import { privateRight } from '@/lib/domain/organisations/private-right';
import { readServer } from '@/lib/engines/server-reader/read-server';
import { ReadingSeats } from '@/lib/engines/server-reader/reading-seats';
import { type Definition, describeTools } from './pin-tools';

export type Reading = { protocolVersions: string[]; definitions: Definition[] };

const seats = new ReadingSeats();

/**
 * Reads a server for an organisation, at addresses that the organisation may reach, a few at a time. Throws an AppError
 * that says what is missing before anything is connected to, or what failed.
 */
export async function reachServer(actor: Actor, url: string, headers: Record<string, string>): Promise<Reading> {
  const right = await privateRight(actor);
  const refusal = await refusedAddress(url, right);
  if (refusal) throw new AppError('invalid', `${refusal} Nothing was stored.`, { fieldErrors: { url: [refusal] } });
  return seats.run(actor.organisationId, async () => {
    const { protocolVersions, tools } = await readServer(url, headers, right.installation && right.organisation);
    return { protocolVersions, definitions: await describeTools(tools) };
  });
}
