import { AppError } from '@/lib/base/errors';
import { createLimiter, TooMany } from '@/lib/base/rate-limits';
import type { Viewer } from '@/lib/domain/actors/viewer';

/** Documents of one organisation, accepted or not: reading a long one keeps every other request waiting. */
const publishings = createLimiter('publishing', { points: 60, seconds: 600 });

/** Characters of a document that count as one more: what is wrong with one of 4 MB takes seconds to find. */
const WEIGHT = 131_072;

/** Counts an attempt to publish before the document is read, long ones as many; throws where there were too many. */
export async function countPublishing({ organisationId }: Viewer, document: string): Promise<void> {
  try {
    await publishings.count(organisationId, 1 + Math.floor(document.length / WEIGHT));
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    throw new AppError(
      'rate_limited',
      `Too many policies were published. Nothing was published and your draft is kept. Try again in ${error.wait}.`,
    );
  }
}
