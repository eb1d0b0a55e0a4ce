import { z } from 'zod';

export const changeKinds = ['added', 'removed', 'redefined', 'reclassified'] as const;

/** A part of the change feed as a URL writes it; what cannot be read is as if it were not there. */
export const FeedInput = z.object({
  kind: z.enum(changeKinds).optional().catch(undefined),
  /** Changes told before the one with this number. */
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional()
    .catch(undefined),
});
export type FeedInput = z.infer<typeof FeedInput>;
