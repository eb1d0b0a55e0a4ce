import { createLimiter } from '@/lib/base/rate-limits';
import type { Viewer } from '@/lib/domain/actors/viewer';

/** Documents of one organisation, accepted or not: reading a long one keeps every other request waiting. */
export const PUBLISHINGS = { points: 60, seconds: 600 };
/** Characters of a document that count as one more: what is wrong with one of 4 MB takes seconds to find. */
export const PUBLISHING_WEIGHT = 131_072;
const publishings = createLimiter(
  'publishing',
  PUBLISHINGS,
  'You published too many policies in a short time. Nothing was published and your draft is kept.',
);

/** Counts an attempt to publish before the document is read, long ones as many; throws where there were too many. */
export async function countPublishing({ organisationId }: Viewer, document: string): Promise<void> {
  await publishings.count(organisationId, 1 + Math.floor(document.length / PUBLISHING_WEIGHT));
}
