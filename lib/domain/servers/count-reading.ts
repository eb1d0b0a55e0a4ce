import { AppError } from '@/lib/base/errors';
import { createLimiter, TooMany } from '@/lib/base/rate-limits';
import type { Viewer } from '@/lib/domain/actors/viewer';

/** Readings of servers by one organisation; many more would make us a scanner of other people's ports. */
const readings = createLimiter('reading', { points: 60, seconds: 600 });

/** Counts an attempt to read a server before anything is connected to; throws where there were too many. */
export async function countReading({ organisationId }: Viewer): Promise<void> {
  try {
    await readings.count(organisationId);
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    throw new AppError('rate_limited', `Too many servers were read. Nothing was changed. Try again in ${error.wait}.`);
  }
}
