import { AppError } from '@/lib/base/errors';
import { createLimiter, TooMany } from '@/lib/base/rate-limits';
import type { Viewer } from '@/lib/domain/actors/viewer';

/** Documents of one organisation, accepted or not: reading a long one keeps every other request waiting. */
const publishings = createLimiter('publishing', { points: 60, seconds: 600 });

/** Counts an attempt to publish before the document is read; throws where there were too many. */
export async function countPublishing({ organisationId }: Viewer): Promise<void> {
  try {
    await publishings.count(organisationId);
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    throw new AppError(
      'rate_limited',
      `Too many policies were published. Nothing was published and your draft is kept. Try again in ${error.wait}.`,
    );
  }
}
