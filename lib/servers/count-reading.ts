import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/errors';
import type { Viewer } from '@/lib/organisations/viewer';

/** Readings of servers by one organisation; many more would make us a scanner of other people's ports. */
const readings = new RateLimiterMemory({ keyPrefix: 'reading', points: 60, duration: 600 });

/** Counts an attempt to read a server before anything is connected to; throws where there were too many. */
export async function countReading({ organisationId }: Viewer): Promise<void> {
  try {
    await readings.consume(organisationId);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    const wait = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
    throw new AppError('rate_limited', `Too many servers were read. Nothing was changed. Try again in ${wait}.`);
  }
}
