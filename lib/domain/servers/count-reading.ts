import { createLimiter } from '@/lib/base/rate-limits/rate-limits';
import type { Actor } from '@/lib/domain/actors/actor';

/** Readings of servers by one organisation; many more would make us a scanner of other people's ports. */
export const READINGS = { points: 60, seconds: 600 };
const readings = createLimiter('reading', READINGS, 'You read too many servers in a short time. Nothing was changed.');

/** Counts an attempt to read a server before anything is connected to; throws where there were too many. */
export async function countReading({ organisationId }: Actor): Promise<void> {
  await readings.count(organisationId);
}
