import { createLimiter } from '@/lib/base/rate-limits/rate-limits';
import type { Actor } from '@/lib/domain/actors/actor';

/** Documents of one organisation, accepted or not: reading a long one keeps every other request waiting. */
export const PUBLISHINGS = { points: 60, seconds: 600 };
/** Characters, and values, of a document that count as one more: what is wrong with a long one takes long to find. */
export const PUBLISHING_WEIGHT = { characters: 131_072, values: 8_000 };
const publishings = createLimiter(
  'publishing',
  PUBLISHINGS,
  'You published too many policies in a short time. Nothing was published and your draft is kept.',
);

/** Counts an attempt to publish before the document is read, long ones as many; throws where there were too many. */
export async function countPublishing({ organisationId }: Actor, document: string): Promise<void> {
  await publishings.count(organisationId, weightOf(document));
}

/** Never more than all there is, or the longest document could not be published at all. */
function weightOf(document: string): number {
  const { characters, values } = PUBLISHING_WEIGHT;
  const marks = document.match(/[,[{]/g)?.length ?? 0;
  const weight = 1 + Math.floor(document.length / characters) + Math.floor(marks / values);
  return Math.min(weight, PUBLISHINGS.points);
}
